import type { CommandContext, CommandOutput } from '../../machine/types'
import { verbHelp } from './docker-help'
import { usageOf, wrongNumberOfWords } from './docker-usage'
import { whyNoValue } from './options/option-value'
import { type ClientOption, optionsOf } from './options/options'
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

/** An option that the client has and the twin has not; the message names both. */
export class NotSimulated extends Error {}

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
    const usage = usageOf(name)
    const flags = parseFlags(args, name, { ...known, '--help': 'help' }, stopAtWord)
    if (flags.options['help'] && usage) throw new Answered({ stdout: verbHelp(name, usage) })
    const wrong = wrongNumberOfWords(name, flags.words.length)
    if (wrong !== undefined) throw new Answered({ stderr: wrong, exitCode: 1 })
    return flags
  }

function parseFlags(
  args: readonly string[],
  verb: string,
  known: KnownFlags,
  stopAtWord: boolean,
): ParsedFlags {
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
    const option = optionOf(verb, name)
    if (target === undefined) throw unknownFlag(verb, name, arg, option)
    const list = (options[target.replace(/=$/, '')] ??= [])
    if (target.endsWith('=')) {
      const value = attached ?? (more || queue.shift())
      if (value === undefined)
        throw new UnknownFlag(
          `flag needs an argument: ${name.startsWith('--') ? name : `'${name[1]}' in ${arg}`}`,
        )
      list.push(checked(option, value))
    } else {
      list.push(checked(option, attached ?? 'true'))
      if (more) queue.unshift(`-${more}`)
    }
  }
  return { options, words }
}

const optionOf = (verb: string, name: string): ClientOption | undefined =>
  optionsOf(verb).find(({ long, short }) => name === `--${long}` || name === `-${short}`)

/** One that the client has is not simulated; others it doesn't know itself. */
function unknownFlag(verb: string, name: string, arg: string, option?: ClientOption): Error {
  if (option) return new NotSimulated(`docker ${verb} ${name}`)
  return new UnknownFlag(
    name.startsWith('--')
      ? `unknown flag: ${name}`
      : `unknown shorthand flag: '${name[1]}' in -${arg.slice(1)}`,
  )
}

/** Throws in the client's words where a value is none of the option's type. */
function checked(option: ClientOption | undefined, value: string): string {
  const why = option && whyNoValue(option, value)
  if (why === undefined) return value
  const { short, long } = option!
  throw new UnknownFlag(
    `invalid argument ${JSON.stringify(value)} for "${short === undefined ? '' : `-${short}, `}--${long}" flag: ${why}`,
  )
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
