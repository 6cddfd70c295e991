/** `value` takes an argument, `switch` doesn't, `optional` takes one only as `--name=value`. */
export type FlagKind = 'value' | 'switch' | 'optional'

/** The flags that a program knows: long name, or `long|s` with its one-letter form. */
export type FlagTable = Readonly<Record<string, FlagKind>>

/** A flag that isn't known or lacks its argument; the message is in the words of Go's pflag. */
export class FlagError extends Error {}

/** A command line taken apart: words in order, flags by their long name, the last one of each winning. */
export class CommandLine {
  readonly words: string[] = []
  /** How many of the words stand before `--`; undefined where there is none. */
  wordsBeforeDash: number | undefined
  readonly #flags = new Map<string, string[]>()

  set(name: string, value: string): void {
    this.#flags.set(name, [...(this.#flags.get(name) ?? []), value])
  }

  value(name: string): string | undefined {
    return this.#flags.get(name)?.at(-1)
  }

  values(name: string): readonly string[] {
    return this.#flags.get(name) ?? []
  }

  /** A switch: given, and not as `--name=false`. */
  is(name: string, otherwise = false): boolean {
    const value = this.value(name)
    return value === undefined ? otherwise : value !== 'false'
  }
}

interface Flag {
  readonly name: string
  readonly kind: FlagKind
}

/** Takes a command line apart; throws FlagError. What follows `--` is words. */
export function parseCommandLine(args: readonly string[], table: FlagTable): CommandLine {
  const known = flagIndex(table)
  const line = new CommandLine()
  const rest = [...args]
  for (let arg = rest.shift(); arg !== undefined; arg = rest.shift()) {
    if (arg === '--') {
      line.wordsBeforeDash = line.words.length
      line.words.push(...rest.splice(0))
    } else if (arg.startsWith('--')) readLong(line, known, arg, rest)
    else if (/^-[A-Za-z]/.test(arg)) readShort(line, known, arg, rest)
    else line.words.push(arg)
  }
  return line
}

/** Takes the first word out, wherever flags of the table stand around it. */
export function splitVerb(
  args: readonly string[],
  table: FlagTable,
): { verb: string | undefined; rest: string[] } {
  const known = flagIndex(table)
  for (let i = 0; i < args.length; i += 1) {
    const arg = args[i] ?? ''
    if (!arg.startsWith('-')) return { verb: arg, rest: args.toSpliced(i, 1) }
    if (known.get(arg)?.kind === 'value') i += 1
  }
  return { verb: undefined, rest: [...args] }
}

function readLong(
  line: CommandLine,
  known: ReadonlyMap<string, Flag>,
  arg: string,
  rest: string[],
): void {
  const [, name = '', inline] = /^--([^=]+)(?:=(.*))?$/s.exec(arg) ?? []
  const flag = known.get(`--${name}`)
  if (!flag) throw new FlagError(`unknown flag: --${name}`)
  line.set(flag.name, inline ?? (flag.kind === 'value' ? next(arg, rest) : 'true'))
}

function readShort(
  line: CommandLine,
  known: ReadonlyMap<string, Flag>,
  arg: string,
  rest: string[],
): void {
  const flag = known.get(arg.slice(0, 2))
  if (!flag) throw new FlagError(`unknown shorthand flag: '${arg[1]}' in ${arg}`)
  const attached = arg.slice(2).replace(/^=/, '')
  if (flag.kind === 'value')
    return line.set(flag.name, attached || next(`'${arg[1]}' in ${arg}`, rest))
  line.set(flag.name, 'true')
  if (attached) rest.unshift(`-${attached}`)
}

function next(arg: string, rest: string[]): string {
  const value = rest.shift()
  if (value === undefined) throw new FlagError(`flag needs an argument: ${arg}`)
  return value
}

function flagIndex(table: FlagTable): Map<string, Flag> {
  const index = new Map<string, Flag>()
  for (const [spec, kind] of Object.entries(table)) {
    const [name = spec, short] = spec.split('|')
    index.set(`--${name}`, { name, kind })
    if (short) index.set(`-${short}`, { name, kind })
  }
  return index
}
