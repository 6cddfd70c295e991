import type { CommandContext, CommandOutput } from '../../machine/types'
import { helpOf, usageOf, wrongNumberOfWords } from './docker-usage'
import type { DockerEngine } from '../engine'

/** One `docker …` on a machine: its engine, who calls, and what stands behind the verb. */
export interface DockerCall {
  readonly engine: DockerEngine
  readonly context: CommandContext
  readonly args: readonly string[]
  /**
   * Reads the verb's options. `known` maps each spelling to its long name; a trailing `=` says that it takes a value.
   * `stopAtWord`: all from the first word on belongs to the command in the container. Throws what the client says.
   */
  readonly parse: (known: KnownFlags, stopAtWord?: boolean) => ParsedFlags
}

export type DockerVerb = (call: DockerCall) => CommandOutput | Promise<CommandOutput>

export type KnownFlags = Readonly<Record<string, string>>

export interface ParsedFlags {
  /** Every value of each option, by its long name; a switch has `'true'`. */
  readonly options: Readonly<Record<string, readonly string[]>>
  readonly words: readonly string[]
}

/** What the client says about an option that it doesn't have, or its value; exit code 125. */
export class UnknownFlag extends Error {}

/** What the client answers before it asks the daemon: help, or that words are missing. */
export class Answered extends Error {
  constructor(readonly output: CommandOutput) {
    super('answered')
  }
}

/** What a verb of that name reads its options by. */
export const parserOf =
  (name: string, args: readonly string[]): DockerCall['parse'] =>
  (known, stopAtWord = false) => {
    const flags = parseFlags(args, { ...known, '--help': 'help' }, stopAtWord)
    const usage = usageOf(name)
    if (flags.options['help'] && usage) throw new Answered({ stdout: `\n${helpOf(name, usage)}` })
    const wrong = wrongNumberOfWords(name, flags.words.length)
    if (wrong !== undefined) throw new Answered({ stderr: wrong, exitCode: 1 })
    return flags
  }

function parseFlags(args: readonly string[], known: KnownFlags, stopAtWord: boolean): ParsedFlags {
  const options: Record<string, string[]> = {}
  const words: string[] = []
  const queue = [...args]
  for (let arg = queue.shift(); arg !== undefined; arg = queue.shift()) {
    if (arg === '--') return { options, words: [...words, ...queue] }
    if (!arg.startsWith('-') || arg === '-') {
      words.push(arg)
      if (stopAtWord) return { options, words: [...words, ...queue] }
      continue
    }
    const { name, attached, more } = split(arg)
    const target = known[name]
    if (target === undefined)
      throw new UnknownFlag(
        name.startsWith('--')
          ? `unknown flag: ${name}`
          : `unknown shorthand flag: '${name[1]}' in ${arg}`,
      )
    const list = (options[target.replace(/=$/, '')] ??= [])
    if (target.endsWith('=')) {
      const value = attached ?? (more || queue.shift())
      if (value === undefined)
        throw new UnknownFlag(
          `flag needs an argument: ${name.startsWith('--') ? name : `'${name[1]}' in ${arg}`}`,
        )
      list.push(value)
    } else {
      list.push(attached ?? 'true')
      if (more) queue.unshift(`-${more}`)
    }
  }
  return { options, words }
}

/** `--name=value`, or a letter and what stands behind it. */
function split(arg: string): { name: string; attached?: string; more: string } {
  const [, long, , attached] = /^(--[a-z-]+)(=([^]*))?$/i.exec(arg) ?? []
  if (long !== undefined)
    return { name: long, more: '', ...(attached !== undefined && { attached }) }
  if (arg.startsWith('--')) return { name: arg, more: '' }
  const more = arg.slice(2)
  return more.startsWith('=')
    ? { name: arg.slice(0, 2), attached: more.slice(1), more: '' }
    : { name: arg.slice(0, 2), more }
}

/** Whether a switch is on. */
export const isOn = (flags: ParsedFlags, name: string): boolean =>
  flags.options[name]?.at(-1) === 'true'

/** The verb done to each name, printing what it answers; errors go on, and make the exit code 1. */
export async function forEachName(
  names: readonly string[],
  act: (name: string) => string | Promise<string>,
): Promise<CommandOutput> {
  let stdout = ''
  let stderr = ''
  for (const name of names) {
    try {
      stdout += `${await act(name)}\n`
    } catch (error) {
      stderr += `${(error as Error).message}\n`
    }
  }
  return { stdout, stderr, exitCode: stderr ? 1 : 0 }
}

/** What is removed with force: `absent`, of names that stood for nothing, is complained of and counts for nothing. */
export function forgiving(absent: readonly string[], output: CommandOutput): CommandOutput {
  const complaints = output.stderr?.split('\n').filter(Boolean) ?? []
  return complaints.length === absent.length ? { ...output, exitCode: 0 } : output
}
