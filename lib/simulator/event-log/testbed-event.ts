/** Something that happened in the simulated testbed: a line of its event log. */
export interface TestbedEvent {
  /** Simulated milliseconds since the testbed was up. */
  readonly atMs: number
  /** A machine's hostname, a cluster's profile, or `testbed`. */
  readonly where: string
  /** `systemd`, `docker`, `ctrmgrd`, `node` … */
  readonly component: string
  readonly what: string
}

/** Takes in what happens at one place. */
export type Tell = (component: string, what: string) => void

/** Tells only what is new of something: `undefined` is nothing to tell. */
export class Changes {
  readonly #last = new Map<string, string>()

  constructor(private readonly tell: Tell) {}

  note(component: string, of: string, state: string | undefined): void {
    if (state === undefined || this.#last.get(`${component} ${of}`) === state) return
    this.#last.set(`${component} ${of}`, state)
    this.tell(component, `${of} ${state}`)
  }

  forget(component: string, of: string): void {
    this.#last.delete(`${component} ${of}`)
  }
}
