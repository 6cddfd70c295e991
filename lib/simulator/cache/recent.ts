/** What was asked for last: at least as many as `least`, at most twice as many. */
export class Recent<K, T> {
  #young = new Map<K, T>()
  #old = new Map<K, T>()

  constructor(private readonly least: number) {}

  get(key: K): T | undefined {
    const value = this.#young.get(key)
    if (value !== undefined) return value
    const before = this.#old.get(key)
    return before === undefined ? undefined : this.keep(key, before)
  }

  keep(key: K, value: T): T {
    if (this.#young.size >= this.least) {
      this.#old = this.#young
      this.#young = new Map()
    }
    this.#young.set(key, value)
    return value
  }
}
