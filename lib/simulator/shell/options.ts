/** `set -o NAME` by letter. */
const letters = {
  a: 'allexport',
  C: 'noclobber',
  e: 'errexit',
  f: 'noglob',
  n: 'noexec',
  u: 'nounset',
  v: 'verbose',
  x: 'xtrace',
} as const

const others = [
  'pipefail',
  'posix',
  'hashall',
  'braceexpand',
  'monitor',
  'notify',
  'physical',
] as const

export type OptionName = (typeof letters)[keyof typeof letters] | (typeof others)[number]

const names: ReadonlySet<string> = new Set([...Object.values(letters), ...others])

/** What `set` switches. */
export class ShellOptions {
  readonly #on: Set<OptionName>

  constructor(on: Iterable<OptionName> = ['hashall', 'braceexpand']) {
    this.#on = new Set(on)
  }

  copy(): ShellOptions {
    return new ShellOptions(this.#on)
  }

  has(name: OptionName): boolean {
    return this.#on.has(name)
  }

  /** False for a name that there is not. */
  switch(name: string, on: boolean): boolean {
    if (!names.has(name)) return false
    if (on) this.#on.add(name as OptionName)
    else this.#on.delete(name as OptionName)
    return true
  }

  /** False for a letter that there is not. */
  switchLetter(letter: string, on: boolean): boolean {
    if ('hBmbTEP'.includes(letter)) return true
    return letter in letters && this.switch(letters[letter as keyof typeof letters], on)
  }

  /** `$-` */
  get flags(): string {
    const set = Object.entries(letters).filter(([, name]) => this.#on.has(name))
    return `${set.map(([letter]) => letter).join('')}hBc`
  }

  list(): readonly [name: string, on: boolean][] {
    return [...names].sort().map((name) => [name, this.#on.has(name as OptionName)])
  }
}
