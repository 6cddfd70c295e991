import { Formatter, type IFormatterOptions } from '@cucumber/cucumber'
import { type Envelope } from './envelope'
import { howMany, outcomeText, plannedText } from './outcome-text'
import { type Paint, paintFor } from './paint'
import { RunRecord } from './run-record'

/** What a person sees of a dry run: every scenario of the plan, where it stands, and what it lacks to be run. */
export default class PlanFormatter extends Formatter {
  readonly #record = new RunRecord()
  readonly #paint: Paint

  constructor(options: IFormatterOptions) {
    super(options)
    const isTty = (options.stream as { isTTY?: boolean }).isTTY ?? false
    this.#paint = paintFor(isTty, process.env)
    options.eventBroadcaster.on('envelope', (envelope: Envelope) => this.#take(envelope))
  }

  #take(envelope: Envelope): void {
    const outcome = this.#record.take(envelope)
    // Cucumber calls everything skipped that could be run.
    const tell = outcome?.verdict === 'skipped' ? plannedText : outcomeText
    if (outcome) this.log(tell(outcome, this.#paint))
    if (envelope.testRunFinished) this.log(`\n${howMany(this.#record.outcomes)} in the plan\n`)
  }
}
