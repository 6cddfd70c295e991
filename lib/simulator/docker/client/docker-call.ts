import type { CommandContext, CommandOutput } from '../../machine/types'
import type { DockerEngine } from '../engine'

/** One `docker …` on a machine: its engine, who calls, and what stands behind the verb. */
export interface DockerCall {
  readonly engine: DockerEngine
  readonly context: CommandContext
  readonly args: readonly string[]
}

export type DockerVerb = (call: DockerCall) => CommandOutput | Promise<CommandOutput>

export interface ParsedFlags {
  /** Every value of each option, by its long name; a switch has `'true'`. */
  readonly options: Readonly<Record<string, readonly string[]>>
  readonly words: readonly string[]
}

/** What the client says about an option that it doesn't have; exit code 125. */
export class UnknownFlag extends Error {}

/**
 * Reads a verb's options. `known` maps each spelling to its long name; a trailing `=` says that it takes a value.
 * `stopAtWord`: all from the first word on belongs to the command in the container.
 */
export function parseFlags(
  args: readonly string[],
  known: Readonly<Record<string, string>>,
  stopAtWord = false,
): ParsedFlags {
  const options: Record<string, string[]> = {}
  const words: string[] = []
  const queue = args.flatMap((arg) =>
    /^-[a-z]{2,}$/.test(arg) && !(arg in known)
      ? [...arg.slice(1)].map((each) => `-${each}`)
      : [arg],
  )
  while (queue.length > 0) {
    const arg = queue.shift() ?? ''
    if (!arg.startsWith('-') || arg === '-') {
      words.push(arg)
      if (stopAtWord)
        return { options, words: [...words, ...args.slice(args.length - queue.length)] }
      continue
    }
    const [, name = arg, attached] = /^(--[a-z-]+)=([^]*)$/.exec(arg) ?? []
    const target = known[name]
    if (target === undefined)
      throw new UnknownFlag(
        name.startsWith('--')
          ? `unknown flag: ${name}`
          : `unknown shorthand flag: '${name[1]}' in ${name}`,
      )
    const takesValue = target.endsWith('=')
    const value = takesValue ? (attached ?? queue.shift() ?? '') : (attached ?? 'true')
    const list = (options[target.replace(/=$/, '')] ??= [])
    list.push(value)
  }
  return { options, words }
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
