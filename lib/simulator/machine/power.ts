export type PowerRequest = 'reboot' | 'poweroff'

/** Whether a machine has power. All that runs on it hangs on `signal` and is gone when that aborts. */
export class Power {
  #up = new AbortController()
  readonly #listeners = new Set<(isOn: boolean) => void>()
  readonly #requests = new Set<(request: PowerRequest) => void>()

  get isOn(): boolean {
    return !this.#up.signal.aborted
  }

  /** Of the present boot; it aborts when the power goes. */
  get signal(): AbortSignal {
    return this.#up.signal
  }

  cut(): void {
    if (!this.isOn) return
    this.#up.abort(new Error('the machine has no power'))
    for (const listener of this.#listeners) listener(false)
  }

  restore(): void {
    if (this.isOn) return
    this.#up = new AbortController()
    for (const listener of this.#listeners) listener(true)
  }

  /** Called when the power goes and comes. */
  onChange(listener: (isOn: boolean) => void): () => void {
    this.#listeners.add(listener)
    return () => void this.#listeners.delete(listener)
  }

  /** Somebody on the machine asks for it to go down in order. */
  request(what: PowerRequest): void {
    for (const listener of this.#requests) listener(what)
  }

  onRequest(listener: (request: PowerRequest) => void): () => void {
    this.#requests.add(listener)
    return () => void this.#requests.delete(listener)
  }
}
