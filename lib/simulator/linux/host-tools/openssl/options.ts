/** OpenSSL's options: `-name`, of which those named in `valued` take a value; all else is words. */
export class OpensslOptions {
  readonly words: string[] = []
  readonly unknown: string | undefined
  readonly #given = new Map<string, string>()

  constructor(args: readonly string[], valued: readonly string[], switches: readonly string[]) {
    for (let at = 0; at < args.length; at++) {
      const arg = args[at]!
      const name = arg.replace(/^--?/, '')
      if (!arg.startsWith('-') || arg === '-') this.words.push(arg)
      else if (valued.includes(name)) this.#given.set(name, args[++at] ?? '')
      else if (switches.includes(name)) this.#given.set(name, '')
      else this.unknown ??= name
    }
  }

  has(name: string): boolean {
    return this.#given.has(name)
  }

  value(name: string): string | undefined {
    return this.#given.get(name)
  }
}
