/** Something that happened to an object of a Docker daemon. */
export interface DockerEvent {
  readonly type: 'container' | 'image' | 'network' | 'volume'
  /** `start`, `exec_create: cat /etc/hosts`, … */
  readonly action: string
  readonly id: string
  readonly attributes: Readonly<Record<string, string>>
  /** Milliseconds since the epoch. */
  readonly at: number
}

/** As many as dockerd remembers. */
const most = 256

/** What `docker events` tells: the last ones, and those to come. */
export class EventLog {
  readonly #events: DockerEvent[] = []
  readonly #listeners = new Set<(event: DockerEvent) => void>()

  constructor(private readonly now: () => number) {}

  record(event: Omit<DockerEvent, 'at'>): void {
    const recorded = { ...event, at: this.now() }
    this.#events.push(recorded)
    if (this.#events.length > most) this.#events.shift()
    for (const listener of this.#listeners) listener(recorded)
  }

  /** What happened to anything but a container. */
  note(
    type: 'image' | 'network' | 'volume',
    action: string,
    id: string,
    attributes: DockerEvent['attributes'],
  ): void {
    this.record({ type, action, id, attributes })
  }

  all(): readonly DockerEvent[] {
    return this.#events
  }

  /** The answer ends it. */
  follow(listener: (event: DockerEvent) => void): () => void {
    this.#listeners.add(listener)
    return () => void this.#listeners.delete(listener)
  }
}
