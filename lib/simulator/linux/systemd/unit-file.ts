/** What a unit file says: sections of `Key=value` lines, where a key may come several times. */
export class UnitFile {
  readonly #values = new Map<string, string[]>()

  constructor(readonly text: string) {
    let section = ''
    for (const line of text.replace(/\\\n/g, ' ').split('\n')) {
      const heading = /^\[(.*)\]\s*$/.exec(line)
      const setting = /^([^#;=\s][^=]*?)\s*=\s*(.*?)\s*$/.exec(line)
      if (heading) section = heading[1] ?? ''
      else if (setting) this.#set(`${section}.${setting[1]}`, setting[2] ?? '')
    }
  }

  /** In order; an empty assignment forgets those before it. */
  all(section: string, key: string): readonly string[] {
    return this.#values.get(`${section}.${key}`) ?? []
  }

  last(section: string, key: string): string | undefined {
    return this.all(section, key).at(-1)
  }

  /** Of a list such as `After=a b`, which may be spread over several lines. */
  words(section: string, key: string): readonly string[] {
    return this.all(section, key).flatMap((value) => value.split(/\s+/).filter(Boolean))
  }

  isTrue(section: string, key: string): boolean {
    return isTrue(this.last(section, key))
  }

  /** `ConditionPathExists` and the like: keys that begin so, with their values. */
  startingWith(section: string, prefix: string): readonly (readonly [string, string])[] {
    return [...this.#values].flatMap(([name, values]) =>
      name.startsWith(`${section}.${prefix}`)
        ? values.map((value) => [name.slice(section.length + 1), value] as const)
        : [],
    )
  }

  #set(name: string, value: string): void {
    if (value === '') this.#values.delete(name)
    else this.#values.set(name, [...(this.#values.get(name) ?? []), value])
  }
}

/** A boolean as unit files spell it. */
export const isTrue = (value: string | undefined): boolean =>
  ['1', 'yes', 'y', 'true', 't', 'on'].includes((value ?? '').toLowerCase())
