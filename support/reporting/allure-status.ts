import { Status } from '@cucumber/cucumber'
import { Status as AllureStatus } from 'allure-js-commons'
import { type TestStepResult } from './envelope'
import { isBlocked } from './scenario-outcome'

/** Errors that say the product did not do what the scenario claims; any other says that the test broke. */
const claimsRefuted = [
  'AssertionError',
  'JestAssertionError',
  'WaitTimeoutError',
  'DidNotStayError',
  'CommandError',
]

/** How Allure is to show one step or hook. */
export const allureStatusOf = (result: TestStepResult): AllureStatus => {
  switch (result.status) {
    case Status.PASSED:
      return AllureStatus.PASSED
    case Status.SKIPPED:
      return AllureStatus.SKIPPED
    case Status.FAILED:
      return isRefuted(result) ? AllureStatus.FAILED : AllureStatus.BROKEN
    default:
      return AllureStatus.BROKEN
  }
}

const isRefuted = (result: TestStepResult): boolean =>
  !isBlocked(result) && claimsRefuted.includes(result.exception?.type ?? '')

const worstFirst = [
  AllureStatus.FAILED,
  AllureStatus.BROKEN,
  AllureStatus.SKIPPED,
  AllureStatus.PASSED,
]

/** How Allure is to show a scenario: the worst of its steps and hooks, wherever it stands. */
export const worstOf = (results: readonly TestStepResult[]): AllureStatus => {
  const statuses = results.map(allureStatusOf)
  return worstFirst.find((status) => statuses.includes(status)) ?? AllureStatus.BROKEN
}
