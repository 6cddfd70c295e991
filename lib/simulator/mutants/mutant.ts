import type { Simulation } from '../simulation/simulation'
import type { End, Switchable } from '../switches/switchable'

/** A DUT or a cluster with a bug in it, and how the plan must find it. */
export interface Mutant extends Switchable {
  readonly feature: string
  /** The scenario that must fail. */
  readonly scenario: string
  /** The step that must fail: a part of its text. */
  readonly step: string
  /** What the failure must say: a part of it. */
  readonly message: string
  /**
   * When it is switched on: before the DUT joins, when the levels are reached, with the step; or for a whole run, in whose
   * receipt it is found.
   */
  readonly from: 'join' | 'scenario' | 'step' | 'run'
  /** Its traces outlive it: a testbed that had it is of no use to others. */
  readonly spoils?: boolean
}

/** A mutant as its family writes it down. */
export interface MutantSpec extends Pick<Mutant, 'name' | 'what' | 'step' | 'message'> {
  readonly scenario?: string
  readonly from?: Mutant['from']
  readonly spoils?: boolean
  readonly apply: (simulation: Simulation) => Promise<End> | End
}

/** Mutants that one feature catches, by default in this scenario and once the levels are reached. */
export const caughtBy = (
  feature: string,
  scenario: string,
  specs: readonly MutantSpec[],
): readonly Mutant[] =>
  specs.map((spec) => ({ scenario, from: 'scenario', parameters: {}, ...spec, feature }))
