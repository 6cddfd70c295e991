import type { Call } from './call'
import { KubectlFailure } from './failure'
import { relaxedTemplate, selectByTemplate } from './json-path/render'

/** What has been selected of a thing, if it can be put in an order. */
type Key = string | number | undefined

/**
 * Puts things in the order that `--sort-by` asks for; without it they stay as they are. Where nothing has that field,
 * kubectl shows no table at all and refuses other formats. Throws KubectlFailure.
 */
export function sortedBy<T>(
  call: Call,
  things: readonly T[],
  objectOf: (thing: T) => unknown,
  isTable = false,
): T[] {
  const path = call.line.value('sort-by')
  if (!path) return [...things]
  const template = relaxedTemplate(path)
  const keyed = things.map((thing) => ({
    thing,
    key: keyOf(selectByTemplate(template, objectOf(thing))[0]),
  }))
  if (keyed.length > 0 && keyed.every(({ key }) => key === undefined)) {
    if (isTable) return []
    throw new KubectlFailure(
      `error: couldn't find any field with path "${template}" in the list of objects`,
    )
  }
  return keyed.sort((a, b) => compare(a.key, b.key)).map(({ thing }) => thing)
}

const keyOf = (value: unknown): Key =>
  value === undefined || typeof value === 'string' || typeof value === 'number'
    ? value
    : JSON.stringify(value)

function compare(a: Key, b: Key): number {
  if (a === undefined || b === undefined) return Number(a !== undefined) - Number(b !== undefined)
  if (typeof a === 'number' && typeof b === 'number') return a - b
  return String(a) < String(b) ? -1 : Number(String(a) > String(b))
}
