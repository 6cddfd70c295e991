import { type Milliseconds, inSeconds } from '../../lib/wait/duration'
import { type Paint, verdictColour } from './paint'
import { type Problem, type ScenarioOutcome, type Verdict } from './scenario-outcome'

/** A finished scenario: one line, and below it whatever went wrong, in full. */
export const outcomeText = (outcome: ScenarioOutcome, paint: Paint): string => {
  const { verdict, feature, name, location, ms } = outcome
  const word = paint(verdictColour[verdict], verdict.padEnd(7))
  const line = `${word} ${inSeconds(roundedToTenths(ms)).padStart(8)}  ${feature} › ${name}`
  if (verdict === 'passed') return `${line}\n`
  if (verdict === 'skipped') return `${line}\n${indent(skippedBecause(outcome))}\n`
  const problems = outcome.problems.map((problem) => indent(problemText(problem)))
  return [`${line}  ${paint('dim', location)}`, ...problems, ''].join('\n')
}

/** A scenario of a dry run: where it stands, so that it can be run by that. */
export const plannedText = ({ feature, name, location }: ScenarioOutcome, paint: Paint): string =>
  `${feature} › ${name}  ${paint('dim', location)}\n`

/** `1 scenario`, `38 scenarios` */
export const howMany = (outcomes: readonly ScenarioOutcome[]): string =>
  `${outcomes.length} scenario${outcomes.length === 1 ? '' : 's'}`

/** The whole run in a line or two, and where to find what failed. */
export const summaryText = (
  outcomes: readonly ScenarioOutcome[],
  counts: Record<Verdict, number>,
  ms: Milliseconds,
  paint: Paint,
): string => {
  const parts = (Object.keys(counts) as Verdict[])
    .filter((verdict) => counts[verdict] > 0)
    .map((verdict) => paint(verdictColour[verdict], `${counts[verdict]} ${verdict}`))
  const again = outcomes
    .filter(({ verdict }) => verdict === 'failed' || verdict === 'blocked')
    .map(({ verdict, location, name }) => `  ${verdict.padEnd(7)} ${location}  ${name}`)
  const head = `${howMany(outcomes)}: ${parts.join(', ') || 'none ran'} · ${inSeconds(roundedToTenths(ms))}`
  return ['', ...again, ...(again.length > 0 ? [''] : []), head, ''].join('\n')
}

const skippedBecause = ({ skipReason }: ScenarioOutcome): string =>
  skipReason ? `because ${skipReason}` : 'no reason given'

const problemText = ({ where, message, text, blocked }: Problem): string =>
  blocked ? firstLine(message) : `${where}\n${indent(text)}`

const firstLine = (text: string): string => text.split('\n', 1)[0] ?? ''

const indent = (text: string): string => text.replace(/^(?=.)/gm, '  ')

const roundedToTenths = (ms: Milliseconds): Milliseconds => Math.round(ms / 100) * 100
