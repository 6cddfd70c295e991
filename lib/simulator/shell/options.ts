/** `set -o NAME` by letter. */
const letters = {
  a: 'allexport',
  b: 'notify',
  B: 'braceexpand',
  C: 'noclobber',
  e: 'errexit',
  E: 'errtrace',
  f: 'noglob',
  h: 'hashall',
  H: 'histexpand',
  k: 'keyword',
  m: 'monitor',
  n: 'noexec',
  p: 'privileged',
  P: 'physical',
  t: 'onecmd',
  T: 'functrace',
  u: 'nounset',
  v: 'verbose',
  x: 'xtrace',
} as const

const others = [
  'pipefail',
  'posix',
  'emacs',
  'vi',
  'history',
  'ignoreeof',
  'interactive-comments',
  'nolog',
] as const

export type OptionName = (typeof letters)[keyof typeof letters] | (typeof others)[number]

const names: ReadonlySet<string> = new Set([...Object.values(letters), ...others])

/** What `set` switches. */
export class ShellOptions {
  readonly #on: Set<OptionName>

  constructor(on: Iterable<OptionName> = ['hashall', 'braceexpand', 'interactive-comments']) {
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
    return letter in letters && this.switch(letters[letter as keyof typeof letters], on)
  }

  /** `$-`, in the order in which bash has them (flags.c). */
  get flags(): string {
    return `${[...'abefhkmnptuvxBCEHPT'].filter((letter) => this.#on.has(letters[letter as keyof typeof letters])).join('')}c`
  }

  list(): readonly [name: string, on: boolean][] {
    return [...names].sort().map((name) => [name, this.#on.has(name as OptionName)])
  }
}
