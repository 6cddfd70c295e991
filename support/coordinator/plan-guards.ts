import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { type IFilterablePickle } from '@cucumber/cucumber/api'
import { BadInput } from '../../lib/testbed/bad-input'
import { nearest } from '../../lib/testbed/did-you-mean'

/** The plan cannot show anything: nothing is selected, or what is selected proves nothing. */
export class EmptyPlan extends BadInput {}

/** A tag was asked for that no feature carries. */
export class UnknownTag extends BadInput {}

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

/** Tags that the suite's documents speak of; to exclude one is fine while no scenario carries it. */
const reserved = ['@smoke', '@slow', '@lab', '@simulated', '@flaky']

/**
 * Refuses a tag expression with a tag that no feature carries: neither those just read (`carried`), nor, when
 * only some were, any under `features/`.
 */
export const refuseUnknownTags = (
  expression: string,
  carried: ReadonlySet<string>,
  cwd: string,
): void => {
  const asked = expression.match(/@[^\s()\\]+/g) ?? []
  const unread = asked.filter((tag) => !carried.has(tag) && !reserved.includes(tag))
  if (unread.length === 0) return
  const known = new Set([...carried, ...tagsUnder(path.join(cwd, 'features'))])
  const unknown = unread.find((tag) => !known.has(tag))
  if (unknown === undefined) return
  const guess = nearest(unknown, [...known])
  throw new UnknownTag(
    `No feature carries the tag ${unknown}. Nothing was run.\n` +
      (guess ? `  Did you mean ${guess}?` : `  There are: ${[...known].sort().join(' ')}`),
  )
}

const tagsUnder = (folder: string): string[] => {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
  return files
    .filter((file) => file.isFile() && file.name.endsWith('.feature'))
    .map((file) => readFileSync(path.join(file.parentPath, file.name), 'utf8'))
    .flatMap((text) => text.match(/^\s*@.*$/gm) ?? [])
    .flatMap((line) => line.trim().split(/\s+/))
}
