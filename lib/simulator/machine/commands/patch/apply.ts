import type { Hunk, HunkLine } from './unified-diff'

export interface Applied {
  /** Its place in the file as it is then, from 1. */
  readonly at: number
  /** By how many lines it stands elsewhere than it says. */
  readonly offset: number
  readonly fuzz: number
}

/** Puts hunk after hunk into lines, which have their ends; undefined for one that fits nowhere. */
export function applyHunks(
  lines: string[],
  hunks: readonly Hunk[],
  mostFuzz: number,
): (Applied | undefined)[] {
  let growth = 0
  let lastOffset = 0
  let least = 0
  return hunks.map((hunk) => {
    const found = place(lines, hunk, growth + lastOffset, least, mostFuzz)
    if (!found) return undefined
    const { at, fuzz, old, fresh } = found
    lines.splice(at, old.length, ...fresh)
    const offset = at - startOf(hunk) - leadingCut(hunk, fuzz) - growth
    const told = { at: at - leadingCut(hunk, fuzz) + 1, offset, fuzz }
    growth += fresh.length - old.length
    lastOffset = offset
    least = at + fresh.length
    return told
  })
}

const textOf = ({ text, unended }: HunkLine): string => (unended ? text : `${text}\n`)
const sideOf = (lines: readonly HunkLine[], other: '-' | '+'): string[] =>
  lines.filter(({ mark }) => mark !== other).map(textOf)

const contextBefore = ({ lines }: Hunk): number => {
  const first = lines.findIndex(({ mark }) => mark !== ' ')
  return first < 0 ? lines.length : first
}
const contextAfter = ({ lines }: Hunk): number =>
  lines.length - 1 - lines.findLastIndex(({ mark }) => mark !== ' ')

/** Fuzz leaves lines out at the side that has more of them first. */
const leadingCut = (hunk: Hunk, fuzz: number): number => {
  const [before, after] = [contextBefore(hunk), contextAfter(hunk)]
  return Math.max(0, fuzz - Math.max(0, Math.max(before, after) - before))
}
const trailingCut = (hunk: Hunk, fuzz: number): number => {
  const [before, after] = [contextBefore(hunk), contextAfter(hunk)]
  return Math.max(0, fuzz - Math.max(0, Math.max(before, after) - after))
}

/** An empty old side stands behind the line that it names. */
const startOf = ({ oldStart, lines }: Hunk): number =>
  lines.some(({ mark }) => mark !== '+') ? oldStart - 1 : oldStart

function place(
  lines: readonly string[],
  hunk: Hunk,
  shift: number,
  least: number,
  mostFuzz: number,
): { at: number; fuzz: number; old: string[]; fresh: string[] } | undefined {
  const most = Math.min(mostFuzz, Math.max(contextBefore(hunk), contextAfter(hunk)))
  for (let fuzz = 0; fuzz <= most; fuzz++) {
    const [cut, end] = [leadingCut(hunk, fuzz), trailingCut(hunk, fuzz)]
    const part = hunk.lines.slice(cut, hunk.lines.length - end)
    const [old, fresh] = [sideOf(part, '+'), sideOf(part, '-')]
    const expected = startOf(hunk) + shift + cut
    for (let away = 0; away <= lines.length; away++)
      for (const at of away === 0 ? [expected] : [expected + away, expected - away])
        if (at >= least && old.every((line, i) => lines[at + i] === line) && at + old.length <= lines.length)
          return { at, fuzz, old, fresh }
  }
  return undefined
} // prettier-ignore
