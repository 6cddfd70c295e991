/** What is being waited for just now. */
export interface Waiting {
  readonly description: string
  /** Wall time of the start, milliseconds since the epoch. */
  readonly since: number
  /** What the latest look saw. */
  readonly seen?: string
}

type Listener = (waiting: Waiting | undefined) => void

const listeners = new Set<Listener>()
let waits: Waiting[] = []

/**
 * Tells `listener` of every wait that starts, of what each look sees, and, with undefined, that nothing is
 * waited for any more. Of several waits at once it hears of the one that began last. The answer ends it.
 */
export function onWaiting(listener: Listener): () => void {
  listeners.add(listener)
  return () => void listeners.delete(listener)
}

/** Announces a wait; `saw` reports each look, `end` its end. */
export function announceWait(description: string): { saw(seen: string): void; end(): void } {
  const since = Date.now()
  let mine: Waiting = { description, since }
  const replace = (next: Waiting[]): void => {
    waits = next
    for (const listener of listeners) listener(waits.at(-1))
  }
  replace([...waits, mine])
  return {
    saw(seen) {
      const before = mine
      mine = { description, since, seen }
      replace(waits.map((wait) => (wait === before ? mine : wait)))
    },
    end: () => replace(waits.filter((wait) => wait !== mine)),
  }
}
