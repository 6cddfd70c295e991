/** What was asked for last, up to a number. */
export class Recent<T> {
  readonly #kept = new Map<string, T>()

  constructor(private readonly capacity: number) {}

  get(key: string): T | undefined {
    const value = this.#kept.get(key)
    if (value === undefined) return undefined
    this.#kept.delete(key)
    this.#kept.set(key, value)
    return value
  }

  keep(key: string, value: T): T {
    this.#kept.delete(key)
    const [oldest] = this.#kept.keys()
    if (this.#kept.size >= this.capacity && oldest !== undefined) this.#kept.delete(oldest)
    this.#kept.set(key, value)
    return value
  }
}
