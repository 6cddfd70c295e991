import { Formatter, type IFormatterOptions } from '@cucumber/cucumber'
import { type Milliseconds, inSeconds } from '../../lib/wait/duration'
import { type Waiting, onWaiting } from '../../lib/wait/observers'
import { type Envelope } from './envelope'
import { LiveLine } from './live-line'
import { outcomeText, summaryText } from './outcome-text'
import { type Paint, paintFor } from './paint'
import { RunRecord } from './run-record'

/**
 * What a person sees of a run: a line for each finished scenario, failures in full, a summary; on a terminal
 * also a live line that tells the step, how long it has been at it, and what is being waited for.
 */
export default class ProgressFormatter extends Formatter {
  readonly #record = new RunRecord()
  readonly #startedAt = Date.now()
  readonly #paint: Paint
  readonly #live: LiveLine | undefined
  #waiting: Waiting | undefined
  #stepStartedAt = Date.now()

  constructor(options: IFormatterOptions) {
    super(options)
    const isTty = (options.stream as { isTTY?: boolean }).isTTY ?? false
    this.#paint = paintFor(isTty, process.env)
    if (isTty) {
      this.#live = new LiveLine(options.stream, () => this.#liveText())
      onWaiting((waiting) => (this.#waiting = waiting))
    }
    options.eventBroadcaster.on('envelope', (envelope: Envelope) => this.#take(envelope))
  }

  #take(envelope: Envelope): void {
    if (envelope.testStepStarted) this.#stepStartedAt = Date.now()
    const outcome = this.#record.take(envelope)
    if (outcome) this.#print(outcomeText(outcome, this.#paint))
    if (envelope.testRunFinished) this.#summarise()
  }

  #summarise(): void {
    this.#live?.close()
    const { outcomes } = this.#record
    const elapsed = Date.now() - this.#startedAt
    this.#print(summaryText(outcomes, this.#record.counts(), elapsed, this.#paint))
  }

  #print(text: string): void {
    if (this.#live) this.#live.print(text)
    else this.log(text)
  }

  #liveText(): string {
    const scenario = [...this.#record.running.values()].at(-1)
    if (!scenario) return ''
    const doing = this.#record.nameOf(scenario) || scenario.pickle.name
    return liveText(doing, Date.now() - this.#stepStartedAt, this.#waiting)
  }
}

const liveText = (
  doing: string,
  inThisStep: Milliseconds,
  waiting: Waiting | undefined,
): string => {
  const elapsed = inSeconds(Math.floor(inThisStep / 1000) * 1000)
  const waitingFor = waiting && ` · waiting for ${waiting.description}`
  const seen = waiting?.seen && `: ${waiting.seen}`
  return `${elapsed.padStart(6)}  ${doing}${waitingFor ?? ''}${seen ?? ''}`
}
