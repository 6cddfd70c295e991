import { Status } from '@cucumber/cucumber'
import {
  type Attachment,
  type Envelope,
  type GherkinDocument,
  type Pickle,
  type TestCase,
  type TestStepResult,
} from './envelope'
import { skipReasonMediaType } from './media-types'
import {
  type Problem,
  type ScenarioOutcome,
  type Verdict,
  isBlocked,
  verdictOf,
} from './scenario-outcome'

/** A scenario that is under way. */
export interface RunningScenario {
  readonly pickle: Pickle
  readonly feature: string
  readonly testCase: TestCase
  readonly startedAt: number
  /** What it is doing now; `nameOf` has it in the feature's words. */
  testStepId: string
  readonly results: TestStepResult[]
  readonly problems: Problem[]
  skipReason: string | undefined
}

/** A BeforeAll or AfterAll hook that threw. */
export interface FailedRunHook {
  readonly hook: string
  readonly message: string
}

type Hook = NonNullable<Envelope['hook']>

/** Reads Cucumber's messages and keeps what came of each scenario, in the order they finished. */
export class RunRecord {
  readonly outcomes: ScenarioOutcome[] = []
  readonly running = new Map<string, RunningScenario>()
  readonly failedRunHooks: FailedRunHook[] = []
  readonly #documents = new Map<string, GherkinDocument>()
  readonly #pickles = new Map<string, Pickle>()
  readonly #testCases = new Map<string, TestCase>()
  readonly #hooks = new Map<string, Hook>()
  readonly #runHooks = new Map<string, string>()
  readonly #snippets = new Map<string, string>()

  /** Takes the next message; answers with the outcome when it ended a scenario for good. */
  take(envelope: Envelope): ScenarioOutcome | undefined {
    const { gherkinDocument, pickle, testCase, hook, suggestion } = envelope
    if (gherkinDocument?.uri) this.#documents.set(gherkinDocument.uri, gherkinDocument)
    if (pickle) this.#pickles.set(pickle.id, pickle)
    if (testCase) this.#testCases.set(testCase.id, testCase)
    if (hook) this.#hooks.set(hook.id, hook)
    if (suggestion) this.#snippets.set(suggestion.pickleStepId, suggestion.snippets[0]?.code ?? '')
    if (envelope.testCaseStarted) this.#start(envelope.testCaseStarted)
    if (envelope.testStepStarted) this.#startStep(envelope.testStepStarted)
    if (envelope.attachment) this.#attach(envelope.attachment)
    if (envelope.testStepFinished) this.#finishStep(envelope.testStepFinished)
    this.#takeRunHook(envelope)
    return envelope.testCaseFinished && this.#finish(envelope.testCaseFinished)
  }

  /** A step or hook of a scenario in the feature's words, by default what it is doing now; empty before its first. */
  nameOf({ testCase, pickle, testStepId }: RunningScenario, id = testStepId): string {
    const step = testCase.testSteps.find((each) => each.id === id)
    if (step?.hookId) return `hook "${this.#hooks.get(step.hookId)?.name ?? 'unnamed'}"`
    const pickleStep = pickle.steps.find((each) => each.id === step?.pickleStepId)
    return pickleStep ? `${this.#keyword(pickle.uri, pickleStep.astNodeIds)}${pickleStep.text}` : ''
  }

  /** How many scenarios there are of each verdict. */
  counts(): Record<Verdict, number> {
    const counts = { passed: 0, failed: 0, blocked: 0, skipped: 0 }
    for (const { verdict } of this.outcomes) counts[verdict] += 1
    return counts
  }

  #start({ id, testCaseId }: NonNullable<Envelope['testCaseStarted']>): void {
    const testCase = this.#testCases.get(testCaseId)
    const pickle = testCase && this.#pickles.get(testCase.pickleId)
    if (!pickle) return
    this.running.set(id, {
      pickle,
      testCase,
      feature: this.#documents.get(pickle.uri)?.feature?.name ?? pickle.uri,
      startedAt: Date.now(),
      testStepId: '',
      results: [],
      problems: [],
      skipReason: undefined,
    })
  }

  #startStep({ testCaseStartedId, testStepId }: NonNullable<Envelope['testStepStarted']>): void {
    const scenario = this.running.get(testCaseStartedId)
    if (scenario) scenario.testStepId = testStepId
  }

  #attach({ testCaseStartedId, mediaType, body }: Attachment): void {
    const scenario = this.running.get(testCaseStartedId ?? '')
    if (scenario && mediaType === skipReasonMediaType) scenario.skipReason = body
  }

  #finishStep(finished: NonNullable<Envelope['testStepFinished']>): void {
    const scenario = this.running.get(finished.testCaseStartedId)
    if (!scenario) return
    const result = finished.testStepResult
    scenario.results.push(result)
    const text = this.#complaint(scenario, finished.testStepId, result)
    if (text === undefined) return
    scenario.problems.push({
      where: this.nameOf(scenario, finished.testStepId),
      message: result.exception?.message ?? text,
      text,
      blocked: isBlocked(result),
    })
  }

  #finish(finished: NonNullable<Envelope['testCaseFinished']>): ScenarioOutcome | undefined {
    const scenario = this.running.get(finished.testCaseStartedId)
    this.running.delete(finished.testCaseStartedId)
    if (!scenario || finished.willBeRetried) return undefined
    const { pickle, feature, problems, results, skipReason, startedAt } = scenario
    const outcome: ScenarioOutcome = {
      feature,
      name: pickle.name,
      location: `${pickle.uri}:${pickle.location?.line ?? 1}`,
      verdict: verdictOf(problems, results),
      ms: Date.now() - startedAt,
      problems,
      skipReason,
    }
    this.outcomes.push(outcome)
    return outcome
  }

  #complaint(
    scenario: RunningScenario,
    testStepId: string,
    result: TestStepResult,
  ): string | undefined {
    switch (result.status) {
      case Status.PASSED:
      case Status.SKIPPED:
        return undefined
      case Status.UNDEFINED:
        return `No step definition says what this means. A start:\n${this.#snippet(scenario, testStepId)}`
      case Status.PENDING:
        return 'Pending: the step is not written yet.'
      default:
        return result.message ?? `The step ended ${result.status} and said nothing.`
    }
  }

  #snippet(scenario: RunningScenario, testStepId: string): string {
    const step = scenario.testCase.testSteps.find(({ id }) => id === testStepId)
    return this.#snippets.get(step?.pickleStepId ?? '') ?? ''
  }

  #keyword(uri: string, astNodeIds: readonly string[]): string {
    const children = this.#documents.get(uri)?.feature?.children ?? []
    const inRules = children.flatMap(({ rule }) => rule?.children ?? [])
    const steps = [...children, ...inRules].flatMap(
      ({ background, scenario }) => (background ?? scenario)?.steps ?? [],
    )
    return steps.find(({ id }) => astNodeIds.includes(id))?.keyword ?? ''
  }

  #takeRunHook({ testRunHookStarted: started, testRunHookFinished: finished }: Envelope): void {
    if (started) this.#runHooks.set(started.id, started.hookId)
    if (finished?.result.status !== Status.FAILED) return
    const hook = this.#hooks.get(this.#runHooks.get(finished.testRunHookStartedId) ?? '')
    this.failedRunHooks.push({ hook: nameRunHook(hook), message: finished.result.message ?? '' })
  }
}

const nameRunHook = (hook: Hook | undefined): string => {
  const type: string | undefined = hook?.type
  const kind = type === 'BEFORE_TEST_RUN' ? 'BeforeAll' : 'AfterAll'
  const { uri, location } = hook?.sourceReference ?? {}
  return `${kind} hook${hook?.name ? ` "${hook.name}"` : ''} (${uri}:${location?.line})`
}
