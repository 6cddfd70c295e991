/** Advisory locks by name, as flock(2) gives them: one holder, the others in a queue. */
export class Locks {
  readonly #queues = new Map<string, (() => void)[]>()

  /** Resolves to the release; to undefined when it can't be had within the time, or the signal aborts first. */
  acquire(
    name: string,
    { withinMs, signal }: { withinMs?: number; signal: AbortSignal },
  ): Promise<(() => void) | undefined> {
    const queue = this.#queues.get(name)
    if (!queue) {
      this.#queues.set(name, [])
      return Promise.resolve(() => this.#release(name))
    }
    if (withinMs === 0) return Promise.resolve(undefined)
    return new Promise((resolve) => {
      const turn = (): void => {
        clearTimeout(timer)
        signal.removeEventListener('abort', giveUp)
        resolve(() => this.#release(name))
      }
      const giveUp = (): void => {
        clearTimeout(timer)
        queue.splice(queue.indexOf(turn), 1)
        resolve(undefined)
      }
      const timer = withinMs === undefined ? undefined : setTimeout(giveUp, withinMs)
      signal.addEventListener('abort', giveUp, { once: true })
      queue.push(turn)
    })
  }

  /** Nobody holds or waits for anything any more: those who did are gone with the machine. */
  clear(): void {
    this.#queues.clear()
  }

  #release(name: string): void {
    const next = this.#queues.get(name)?.shift()
    if (next) next()
    else this.#queues.delete(name)
  }
}
