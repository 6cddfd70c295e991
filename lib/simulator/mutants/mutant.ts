import type { Switchable } from '../switches/switchable'

/** A DUT or a cluster with a bug in it, and how the plan must find it. */
export interface Mutant extends Switchable {
  /** Which scenario must fail, by the name of its feature's file and its own. */
  readonly caughtBy: { readonly feature: string; readonly scenario: string }
  /** The step that must fail: a part of its text. */
  readonly step: string
  /** What the failure must say: a part of it. */
  readonly message: string
  /** When it is switched on. Default `scenario`: once the levels are reached, before the first step. */
  readonly from?: 'start' | 'scenario' | 'step'
}
