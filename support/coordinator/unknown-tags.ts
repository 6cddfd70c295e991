import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { BadInput } from '../../lib/testbed/bad-input'
import { nearest } from '../../lib/testbed/did-you-mean'
import { type GherkinDocument } from '../reporting/envelope'
import { carriedTags } from './carried-tags'

/** A tag was asked for that no feature carries. */
export class UnknownTag extends BadInput {}

/** Tags that the suite's documents speak of; to exclude one is fine while no scenario carries it. */
const reserved = ['@smoke', '@slow', '@lab', '@simulated', '@flaky']

/**
 * Refuses a tag expression with a tag that no feature carries: neither those just read, nor, when only some
 * were, any under `features/`.
 */
export const refuseUnknownTags = (
  expression: string,
  read: readonly GherkinDocument[],
  cwd: string,
): void => {
  const carried = new Set(read.flatMap(carriedTags))
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
