import { stripVTControlCharacters } from 'node:util'
import { Status } from '@cucumber/cucumber'
import { type Envelope } from '../../support/reporting/envelope'

/** How one scenario went: the first step or hook that failed, and what it said. */
export interface ScenarioOutcome {
  readonly steps: number
  readonly failed: { readonly step: string; readonly message: string } | undefined
}

/** Reads it from Cucumber's messages. */
export function outcomeOf(messages: readonly Envelope[]): ScenarioOutcome {
  const texts = new Map<string, string>()
  for (const { pickle } of messages)
    for (const { id, text } of pickle?.steps ?? []) texts.set(id, text)
  const steps = messages.flatMap(({ testCase }) => testCase?.testSteps ?? [])
  const results = messages.flatMap(({ testStepFinished }) => testStepFinished ?? [])
  const failure = results.find(({ testStepResult: { status } }) => status !== Status.PASSED)
  const step = steps.find(({ id }) => id === failure?.testStepId)
  return {
    steps: texts.size,
    failed: failure && {
      step: texts.get(step?.pickleStepId ?? '') ?? 'a hook',
      message: stripVTControlCharacters(
        failure.testStepResult.message ?? failure.testStepResult.status,
      ),
    },
  }
}
