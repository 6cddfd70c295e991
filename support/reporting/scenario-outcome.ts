import { Status } from '@cucumber/cucumber'
import { type TestStepResult } from './envelope'

/** `blocked`: failed, but only because an earlier scenario had broken the testbed. */
export type Verdict = 'passed' | 'failed' | 'blocked' | 'skipped'

/** A step or hook that did not do what it says. */
export interface Problem {
  /** `Then a test-ds-pod is Running within 60 seconds`, `hook "join the DUT"` */
  readonly where: string
  /** The error's own words. */
  readonly message: string
  /** The same as Cucumber formats it: with the difference and the stack. */
  readonly text: string
  readonly blocked: boolean
}

/** What came of one scenario, its retries counted as one. */
export interface ScenarioOutcome {
  readonly feature: string
  readonly name: string
  /** `features/joining.feature:12`, as cucumber-js takes it. */
  readonly location: string
  readonly verdict: Verdict
  readonly ms: number
  readonly problems: readonly Problem[]
  readonly skipReason: string | undefined
}

const blockedBy = 'Blocked by: '

/** Whether a step or hook failed only because the testbed had been broken before. */
export const isBlocked = (result: TestStepResult): boolean =>
  result.exception?.message?.startsWith(blockedBy) ?? false

/** The verdict on a scenario by what its steps and hooks came to. */
export const verdictOf = (
  problems: readonly Problem[],
  results: readonly TestStepResult[],
): Verdict => {
  if (problems.length > 0)
    return problems.every((problem) => problem.blocked) ? 'blocked' : 'failed'
  return results.some(({ status }) => status === Status.SKIPPED) ? 'skipped' : 'passed'
}
