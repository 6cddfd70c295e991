import { parseArgs, type ParseArgsConfig } from 'node:util'
import { BadInput } from '../testbed/bad-input'

type Options = NonNullable<ParseArgsConfig['options']>
type Values = Readonly<Record<string, string | boolean | undefined>>

/** Reads the arguments of a command that has to do with a testbed; `--testbed` defaults to KUBESONIC_TESTBED. */
export function readArguments(
  command: string,
  args: readonly string[],
  more: Options = {},
): { testbed: string; help: boolean; values: Values; words: readonly string[] } {
  const { values, positionals } = parsed(command, args, more)
  const testbed = values['testbed'] ?? process.env['KUBESONIC_TESTBED']
  const help = values['help'] === true
  if (!testbed && !help)
    throw new BadInput(
      `kubesonic ${command}: which testbed?\n  Next: kubesonic ${command} --testbed FILE`,
    )
  return { testbed: String(testbed ?? ''), help, values, words: positionals }
}

function parsed(
  command: string,
  args: readonly string[],
  more: Options,
): { values: Values; positionals: string[] } {
  const options = { testbed: { type: 'string' }, help: { type: 'boolean', short: 'h' } } as const
  try {
    const strict = { args: [...args], options: { ...more, ...options }, allowPositionals: true }
    const { values, positionals } = parseArgs(strict)
    return { values, positionals }
  } catch (error) {
    throw new BadInput(
      `kubesonic ${command}: ${(error as Error).message}\n  Next: kubesonic ${command} --help`,
    )
  }
}
