import type { Simulation } from '../simulation/simulation'
import { type End, type Parameters, type Switchable, UnknownSwitch } from './switchable'

/** What a fault or a mutant is asked for on a command line: `name` or `name:key=value,key=value`. */
export interface Asked {
  readonly name: string
  readonly parameters: Parameters
}

/** All faults, or all mutants, by name. */
export class Catalogue<S extends Switchable = Switchable> {
  constructor(
    private readonly kind: 'fault' | 'mutant',
    readonly all: readonly S[],
  ) {}

  /** Throws UnknownSwitch. */
  find(name: string): S {
    const found = this.all.find((each) => each.name === name)
    if (found) return found
    const known = this.all.map((each) => each.name).join(', ')
    throw new UnknownSwitch(`There is no ${this.kind} "${name}". Next: one of ${known}.`)
  }

  /** Reads what a command line asks for; throws UnknownSwitch. */
  parse(text: string): Asked {
    const [, name = '', list = ''] = /^([^:]+)(?::(.*))?$/.exec(text) ?? []
    const pairs = list.split(',').filter(Boolean)
    const parameters = Object.fromEntries(
      pairs.map((pair) => {
        const at = pair.indexOf('=')
        if (at < 0)
          throw new UnknownSwitch(`"${pair}" of ${this.kind} ${name} is not of the form key=value.`)
        return [pair.slice(0, at), pair.slice(at + 1)]
      }),
    )
    this.complete(this.find(name), parameters)
    return { name, parameters }
  }

  /** The parameters with their defaults; throws UnknownSwitch. */
  complete({ name, parameters }: Switchable, given: Parameters): Parameters {
    for (const [key, value] of Object.entries(given)) {
      const known = parameters[key]
      if (!known) {
        const others = Object.keys(parameters).join(', ') || 'none'
        throw new UnknownSwitch(
          `The ${this.kind} ${name} has no parameter "${key}". Next: one of: ${others}.`,
        )
      }
      if (/^\d+$/.test(known.byDefault) && !/^\d+$/.test(value))
        throw new UnknownSwitch(
          `${key}=${value} of the ${this.kind} ${name} is no whole number (${known.meaning}).`,
        )
    }
    const byDefault = Object.entries(parameters).map(([key, each]) => [key, each.byDefault])
    return { ...(Object.fromEntries(byDefault) as Parameters), ...given }
  }
}

/** Switches the faults, or the mutants, of one simulated testbed. */
export class Switches {
  readonly #on = new Map<string, End>()
  readonly #listeners = new Set<(name: string, parameters: Parameters | undefined) => void>()

  constructor(
    readonly catalogue: Catalogue,
    private readonly simulation: Simulation,
  ) {}

  active(): string[] {
    return [...this.#on.keys()]
  }

  /** Switched on again with other parameters, it ends first. Throws UnknownSwitch. */
  async switchOn(name: string, parameters: Parameters = {}): Promise<void> {
    const found = this.catalogue.find(name)
    const complete = this.catalogue.complete(found, parameters)
    await this.switchOff(name)
    this.#on.set(name, await found.apply(this.simulation, complete))
    this.#tell(name, complete)
  }

  /** Switching off what isn't on is no error. */
  async switchOff(name: string): Promise<void> {
    const end = this.#on.get(this.catalogue.find(name).name)
    this.#on.delete(name)
    await end?.()
    if (end) this.#tell(name, undefined)
  }

  /** Called when one is on, with its parameters, and when it is off again, without; the answer unsubscribes. */
  onSwitch(listener: (name: string, parameters: Parameters | undefined) => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  #tell(name: string, parameters: Parameters | undefined): void {
    for (const listener of this.#listeners) listener(name, parameters)
  }
}
