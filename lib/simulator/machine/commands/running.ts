import { argumentsReadInput, readsInput } from '../input'
import type { CommandOutput, ExecResult, ShellContext } from '../types'
import type { Script, Shell } from '../shell'

/** A word that any shell reads back as exactly this text. */
export const quote = (text: string): string =>
  /^[\w@%+:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`

/** Runs a script in a shell, handing on the caller's input only where the script reads it. */
export const runScript = (
  context: ShellContext,
  shell: Shell,
  script: Script,
): Promise<ExecResult> => {
  const stdin =
    script.stdin ??
    (readsInput(script.text, context.machine) === 'no' ? Buffer.alloc(0) : context.stdinBytes)
  return shell.run({ ...script, stdin })
}

/** Runs a command given as arguments: what `sudo`, `timeout`, `env` and `nohup` do with theirs. */
export const runArguments = async (
  context: ShellContext,
  shell: Shell,
  argv: readonly string[],
  stdin?: Buffer,
): Promise<CommandOutput> =>
  shell.run({
    text: commandLine(argv),
    argv,
    stdin:
      stdin ??
      (argumentsReadInput(argv, context.machine) === 'no' ? Buffer.alloc(0) : context.stdinBytes),
  })

/** The script that runs a program with these arguments. */
export const commandLine = ([name = '', ...rest]: readonly string[]): string =>
  [escapeName(name), ...rest.map(quote)].join(' ')

/** A quoted name is no keyword, no assignment and no alias. */
const escapeName = (name: string): string =>
  /^[\w./+-]+$/.test(name) && !keywords.has(name) ? name : `'${name.replaceAll("'", `'\\''`)}'`

const keywords = new Set([
  'if',
  'then',
  'else',
  'fi',
  'for',
  'while',
  'until',
  'do',
  'done',
  'case',
  'esac',
  'in',
  'function',
  'time',
  'select',
])
