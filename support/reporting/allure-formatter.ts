import { EventEmitter } from 'node:events'
import { Formatter, type IFormatterOptions } from '@cucumber/cucumber'
import AllureReporter from 'allure-cucumberjs/reporter'
import { type StepResult, type TestResult } from 'allure-js-commons'
import { allureStatusOf, worstOf } from './allure-status'
import { environmentInfo } from './environment-info'
import { type Envelope, type TestStepResult } from './envelope'
import { dutMediaType, skipReasonMediaType } from './media-types'
import { RunRecord, type RunningScenario } from './run-record'

/**
 * Allure's own reporter, fed the same messages, with its results put right as they are written. By itself it
 * looks at steps alone: a failed hook shows as skipped or passed, an undefined step as passed.
 */
export default class AllureFormatter extends Formatter {
  readonly #record = new RunRecord()
  readonly #duts = new Map<string, string>()
  readonly #stock = new EventEmitter()
  /** What the message that the stock reporter is handling just now is about. */
  #step: TestStepResult | undefined
  #scenario: RunningScenario | undefined
  #dut: string | undefined

  constructor(options: IFormatterOptions) {
    super(options)
    new AllureReporter({
      ...options,
      eventBroadcaster: this.#stock,
      parsedArgvOptions: {
        ...options.parsedArgvOptions,
        environmentInfo,
        listeners: [
          {
            beforeStepStop: (step: StepResult) => this.#correctStep(step),
            beforeTestResultStop: (result: TestResult) => this.#correctScenario(result),
          },
        ],
      },
    })
    options.eventBroadcaster.on('envelope', (envelope: Envelope) => this.#take(envelope))
  }

  #take(envelope: Envelope): void {
    const { attachment, testStepFinished, testCaseFinished } = envelope
    const id = testCaseFinished?.testCaseStartedId ?? ''
    this.#step = testStepFinished?.testStepResult
    this.#scenario = this.#record.running.get(id)
    this.#dut = this.#duts.get(id)
    this.#record.take(envelope)
    if (attachment?.mediaType === skipReasonMediaType) return
    if (attachment?.mediaType === dutMediaType) {
      this.#duts.set(attachment.testCaseStartedId ?? '', attachment.body)
      return
    }
    this.#stock.emit('envelope', envelope)
  }

  #correctStep(step: StepResult): void {
    if (this.#step) step.status = allureStatusOf(this.#step)
  }

  #correctScenario(result: TestResult): void {
    if (!this.#scenario) return
    const { results, problems, skipReason } = this.#scenario
    result.status = worstOf(results)
    const [problem] = problems
    if (problem) {
      const message = problem.blocked ? problem.message : `${problem.where}\n${problem.message}`
      result.statusDetails = { message, trace: problem.text }
      const step = result.steps.find(({ name }) => name === problem.where)
      // In the same words: otherwise Allure adds a step of its own that repeats them.
      if (step) step.statusDetails = result.statusDetails
    } else if (skipReason !== undefined) {
      result.statusDetails = { message: skipReason }
    }
    if (this.#dut) result.parameters.push({ name: 'DUT', value: this.#dut })
  }
}
