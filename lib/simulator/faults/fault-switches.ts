import type { Simulation } from '../simulation'
import { faults } from './catalogue'
import type { EndFault, Fault, FaultParameters } from './fault'

/** An unknown fault or parameter; the message says what there is. */
export class UnknownFault extends Error {}

/** Switches faults on and off. */
export class FaultSwitches {
  readonly #on = new Map<string, EndFault>()

  constructor(private readonly simulation: Simulation) {}

  active(): string[] {
    return [...this.#on.keys()]
  }

  /** Switched on again with other parameters, it ends first. Throws UnknownFault. */
  async switchOn(name: string, parameters: FaultParameters = {}): Promise<void> {
    const fault = findFault(name)
    const complete = withDefaults(fault, parameters)
    await this.switchOff(name)
    this.#on.set(name, await fault.apply(this.simulation, complete))
  }

  /** Switching off what isn't on is no error. */
  async switchOff(name: string): Promise<void> {
    const end = this.#on.get(findFault(name).name)
    this.#on.delete(name)
    await end?.()
  }
}

/** Reads `name` or `name:key=value,key=value`; throws UnknownFault. */
export function parseFault(text: string): { name: string; parameters: FaultParameters } {
  const [, name = '', list = ''] = /^([^:]+)(?::(.*))?$/.exec(text) ?? []
  const pairs = list.split(',').filter(Boolean)
  const parameters = Object.fromEntries(
    pairs.map((pair) => {
      const at = pair.indexOf('=')
      if (at < 0) throw new UnknownFault(`"${pair}" of fault ${name} is not of the form key=value.`)
      return [pair.slice(0, at), pair.slice(at + 1)]
    }),
  )
  withDefaults(findFault(name), parameters)
  return { name, parameters }
}

function findFault(name: string): Fault {
  const fault = faults.find((each) => each.name === name)
  if (fault) return fault
  const known = faults.map((each) => each.name).join(', ')
  throw new UnknownFault(`There is no fault "${name}". Next: one of ${known}.`)
}

function withDefaults({ name, parameters }: Fault, given: FaultParameters): FaultParameters {
  const odd = Object.keys(given).find((key) => !(key in parameters))
  if (odd !== undefined) {
    const known = Object.keys(parameters).join(', ') || 'none'
    throw new UnknownFault(`Fault ${name} has no parameter "${odd}". Next: one of: ${known}.`)
  }
  const byDefault = Object.entries(parameters).map(
    ([key, { byDefault }]) => [key, byDefault] as const,
  )
  return { ...Object.fromEntries(byDefault), ...given }
}
