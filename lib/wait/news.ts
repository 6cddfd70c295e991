/** Word that something changed; any number of changes before it is awaited count as one. */
export class News {
  #arrive: () => void = () => undefined
  #next = this.#awaited()

  /** Resolves at the first change since the last `expect`. */
  get next(): Promise<void> {
    return this.#next
  }

  /** Forgets what has arrived: from here on only a new change counts. */
  expect(): void {
    this.#next = this.#awaited()
  }

  arrived(): void {
    this.#arrive()
  }

  #awaited(): Promise<void> {
    return new Promise((resolve) => {
      this.#arrive = resolve
    })
  }
}
