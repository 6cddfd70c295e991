import type { Simulation } from '../simulation'

/** Values that a fault can be given; each has a default. */
export type FaultParameters = Readonly<Record<string, string>>

/** Something that goes wrong, by name: it can be switched on, and off again. */
export interface Fault {
  readonly name: string
  /** What happens, for people. */
  readonly what: string
  /** Name → its meaning and default. */
  readonly parameters: Readonly<
    Record<string, { readonly meaning: string; readonly byDefault: string }>
  >
  /** Makes it happen; the answer ends it. */
  apply(simulation: Simulation, parameters: FaultParameters): Promise<EndFault> | EndFault
}

export type EndFault = () => Promise<void> | void
