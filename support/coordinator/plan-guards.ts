import { type IFilterablePickle } from '@cucumber/cucumber/api'
import { BadInput } from '../../lib/testbed/bad-input'

/** The plan cannot show anything: nothing is selected, or what is selected proves nothing. */
export class EmptyPlan extends BadInput {}

/** Refuses a selection of no scenario, or of a scenario that has no steps and so would always pass. */
export const refuseEmptyPlan = (plan: readonly IFilterablePickle[], tags: string): void => {
  if (plan.length === 0) {
    throw new EmptyPlan(
      `No scenario matches${tags ? ` the tags ${tags}` : ' what was asked for'}. Nothing was run.\n` +
        '  See what there is: npx cucumber-js --dry-run',
    )
  }
  const empty = plan.filter(({ pickle }) => pickle.steps.length === 0)
  if (empty.length > 0) {
    const places = empty.map(
      ({ pickle, location }) => `  ${pickle.uri}:${location.line}  ${pickle.name}`,
    )
    throw new EmptyPlan(
      `A scenario without steps proves nothing, and would pass:\n${places.join('\n')}\n` +
        '  Is a keyword misspelt (Given, When, Then, And, But)?',
    )
  }
}

/** Refuses paths that lead to no feature file. */
export const refuseMissingFeatures = (asked: readonly string[], found: readonly string[]): void => {
  if (found.length > 0) return
  throw new EmptyPlan(`No feature file at ${asked.join(', ')}. Nothing was run.`)
}
