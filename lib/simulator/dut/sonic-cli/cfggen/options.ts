const flags: Readonly<Record<string, string>> = {
  h: 'help',
  d: 'from-db',
  H: 'platform-info',
  w: 'write-to-db',
}
const valued: Readonly<Record<string, string>> = {
  M: 'device-description',
  k: 'hwsku',
  y: 'yaml',
  j: 'json',
  a: 'additional-data',
  s: 'redis-unix-sock-file',
  t: 'template',
  T: 'template_dir',
  v: 'var',
  K: 'key',
}
/** Their value may be left out. */
const lenient: Readonly<Record<string, string>> = {
  m: 'minigraph',
  Y: 'yang',
  n: 'namespace',
  p: 'port-config',
  S: 'hwsku-config',
}
const letters = { ...flags, ...valued, ...lenient }
const longFlags = [...Object.values(flags), 'print-data']
const longNames = [...Object.values(letters), 'print-data', 'var-json', 'preset']
/** As argparse says them where two of a group were given. */
const groups: readonly (readonly string[])[] = [
  ['-m/--minigraph', '-Y/--yang', '-M/--device-description', '-k/--hwsku'],
  ['-t/--template', '-v/--var', '--var-json', '--preset'],
  ['--print-data', '-w/--write-to-db', '-K/--key'],
]

/** What was given, by long names; an error of argparse's otherwise. */
export class CfggenOptions {
  readonly #given = new Map<string, string[]>()
  readonly error: string | undefined

  constructor(args: readonly string[]) {
    this.error = this.#read([...args])
  }

  has(name: string): boolean {
    return this.#given.has(name)
  }

  value(name: string): string | undefined {
    return this.values(name).at(-1)
  }

  values(name: string): readonly string[] {
    return this.#given.get(name) ?? []
  }

  #read(args: string[]): string | undefined {
    const extra: string[] = []
    while (args.length > 0) {
      const arg = args.shift() ?? ''
      if (!/^-./.test(arg)) extra.push(arg)
      else {
        const error = arg.startsWith('--') ? this.#long(arg, args) : this.#short(arg, args)
        if (error !== undefined) return error
      }
    }
    return extra.length > 0 ? `unrecognized arguments: ${extra.join(' ')}` : undefined
  }

  #long(arg: string, args: string[]): string | undefined {
    const [word = '', value] = arg.slice(2).split(/=(.*)/s)
    const matches = longNames.filter((name) => name.startsWith(word))
    const name = longNames.includes(word) ? word : matches[0]
    if (name === undefined) return `unrecognized arguments: ${arg}`
    if (name !== word && matches.length > 1) {
      const those = matches.map((each) => `--${each}`).join(', ')
      return `ambiguous option: ${arg} could match ${those}`
    }
    return this.#take(name, value, args)
  }

  /** `-dv NAME`, `-vNAME` */
  #short(arg: string, args: string[]): string | undefined {
    const name = letters[arg[1] ?? '']
    if (name === undefined) return `unrecognized arguments: ${arg}`
    const rest = arg.slice(2)
    if (!longFlags.includes(name)) return this.#take(name, rest === '' ? undefined : rest, args)
    return (
      this.#take(name, undefined, args) ?? (rest === '' ? undefined : this.#short(`-${rest}`, args))
    )
  }

  #take(name: string, attached: string | undefined, args: string[]): string | undefined {
    const values = this.#given.get(name) ?? []
    this.#given.set(name, values)
    const clash = this.#clash(name)
    if (clash !== undefined) return clash
    if (longFlags.includes(name)) return undefined
    const value = attached ?? (/^-./.test(args[0] ?? '-x') ? undefined : args.shift())
    if (value !== undefined) values.push(value)
    else if (!Object.values(lenient).includes(name))
      return `argument ${written(name)}: expected one argument`
    return undefined
  }

  #clash(name: string): string | undefined {
    const group = groups.find((each) => each.includes(written(name)))
    const other = group?.find((each) => each !== written(name) && this.#given.has(longOf(each)))
    return other && `argument ${written(name)}: not allowed with argument ${other}`
  }
}

/** `-v/--var` */
const written = (name: string): string => {
  const letter = Object.entries(letters).find(([, long]) => long === name)?.[0]
  return letter === undefined ? `--${name}` : `-${letter}/--${name}`
}
const longOf = (name: string): string => name.slice(name.indexOf('--') + 2)
