import type { Simulation } from '../simulation/simulation'

/** Values that a fault or mutant can be given; each has a default. */
export type Parameters = Readonly<Record<string, string>>

export interface ParameterDescription {
  readonly meaning: string
  /** Where it is a whole number, only such numbers are taken. */
  readonly byDefault: string
}

/** Something wrong with the simulated testbed, by name: it can be switched on, and off again. */
export interface Switchable {
  readonly name: string
  /** What happens, for people: a sentence. */
  readonly what: string
  readonly parameters: Readonly<Record<string, ParameterDescription>>
  /** Makes it happen; the answer ends it. Throws UnknownSwitch where a parameter names nothing. */
  apply(simulation: Simulation, parameters: Parameters): Promise<End> | End
}

export type End = () => unknown

/** An unknown fault, mutant or parameter; the message says what there is. */
export class UnknownSwitch extends Error {}

/** Ends all of them, the last first. */
export const endAll =
  (ends: readonly End[]): End =>
  async () => {
    for (const end of ends.toReversed()) await end()
  }
