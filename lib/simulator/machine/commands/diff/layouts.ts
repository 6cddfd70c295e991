import type { Change } from './edits'

/** Lines as they are; a last one without an end is marked. */
export interface Lines {
  readonly lines: readonly string[]
  readonly isUnended: boolean
}

const printed = (
  mark: string,
  { lines, isUnended }: Lines,
  [from, to]: readonly [number, number],
): string =>
  lines
    .slice(from, to)
    .map(
      (line, index) =>
        `${mark}${line}\n${isUnended && from + index === lines.length - 1 ? '\\ No newline at end of file\n' : ''}`,
    )
    .join('')

const span = ([from, to]: readonly [number, number]): string =>
  to - from === 0 ? String(from) : to - from === 1 ? String(to) : `${from + 1},${to}`

/** As ed would have it: `2c2`, `4a5`, `1d0`. */
export const normal = (changes: readonly Change[], a: Lines, b: Lines): string =>
  changes
    .map(({ left, right }) => {
      const [goes, comes] = [left[1] > left[0], right[1] > right[0]]
      const deed = goes && comes ? 'c' : goes ? 'd' : 'a'
      const between = goes && comes ? '---\n' : ''
      return `${span(left)}${deed}${span(right)}\n${printed('< ', a, left)}${between}${printed('> ', b, right)}`
    })
    .join('')

/** Changes that are near each other stand in one hunk. */
const hunks = (changes: readonly Change[], context: number): Change[][] => {
  const found: Change[][] = []
  for (const change of changes) {
    const before = found.at(-1)?.at(-1)
    if (before && change.left[0] - before.left[1] <= 2 * context) found.at(-1)?.push(change)
    else found.push([change])
  }
  return found
}

interface Window {
  readonly left: readonly [number, number]
  readonly right: readonly [number, number]
}

const windowOf = (hunk: readonly Change[], context: number, a: Lines, b: Lines): Window => {
  const [first, last] = [hunk[0]!, hunk.at(-1)!]
  const before = Math.min(context, first.left[0])
  const after = Math.min(context, a.lines.length - last.left[1])
  return {
    left: [first.left[0] - before, last.left[1] + after],
    right: [first.right[0] - before, Math.min(b.lines.length, last.right[1] + after)],
  }
}

const unifiedSpan = ([from, to]: readonly [number, number]): string => {
  const length = to - from
  return length === 1 ? String(to) : `${length === 0 ? from : from + 1},${length}`
}

export const unified = (changes: readonly Change[], a: Lines, b: Lines, context: number): string =>
  hunks(changes, context)
    .map((hunk) => {
      const window = windowOf(hunk, context, a, b)
      let text = `@@ -${unifiedSpan(window.left)} +${unifiedSpan(window.right)} @@\n`
      let at = window.left[0]
      for (const { left, right } of hunk) {
        text += printed(' ', a, [at, left[0]]) + printed('-', a, left) + printed('+', b, right)
        at = left[1]
      }
      return text + printed(' ', a, [at, window.left[1]])
    })
    .join('')

const contextSpan = ([from, to]: readonly [number, number]): string =>
  to - from <= 1 ? String(to) : `${from + 1},${to}`

/** The older form: each file on its own, `!` where both differ. */
export const inContext = (
  changes: readonly Change[],
  a: Lines,
  b: Lines,
  context: number,
): string =>
  hunks(changes, context)
    .map((hunk) => {
      const window = windowOf(hunk, context, a, b)
      const side = (lines: Lines, which: 'left' | 'right', mark: string): string => {
        if (!hunk.some((change) => change[which][1] > change[which][0])) return ''
        let [text, at] = ['', window[which][0]]
        for (const change of hunk) {
          const isBoth = change.left[1] > change.left[0] && change.right[1] > change.right[0]
          text +=
            printed('  ', lines, [at, change[which][0]]) +
            printed(isBoth ? '! ' : mark, lines, change[which])
          at = change[which][1]
        }
        return text + printed('  ', lines, [at, window[which][1]])
      }
      return `***************\n*** ${contextSpan(window.left)} ****\n${side(a, 'left', '- ')}--- ${contextSpan(window.right)} ----\n${side(b, 'right', '+ ')}`
    })
    .join('')
