/** One place where two texts differ: the lines there of the one and of the other. */
export interface Hunk {
  readonly wanted: readonly string[]
  readonly given: readonly string[]
}

/** Where two texts differ, by their longest common subsequence of lines. */
export function hunksBetween(wanted: readonly string[], given: readonly string[]): Hunk[] {
  const common = commonTable(wanted, given)
  const hunks: { wanted: string[]; given: string[] }[] = []
  let open: { wanted: string[]; given: string[] } | undefined
  const hunk = (): { wanted: string[]; given: string[] } => {
    if (!open) hunks.push((open = { wanted: [], given: [] }))
    return open
  }
  let [w, g] = [0, 0]
  while (w < wanted.length || g < given.length) {
    if (w < wanted.length && g < given.length && wanted[w] === given[g]) {
      open = undefined
      w++
      g++
    } else if (
      g === given.length ||
      (w < wanted.length && common[w + 1]![g]! >= common[w]![g + 1]!)
    )
      hunk().wanted.push(wanted[w++]!)
    else hunk().given.push(given[g++]!)
  }
  return hunks
}

/** The length of the longest common subsequence of the rests from each pair of lines on. */
function commonTable(a: readonly string[], b: readonly string[]): number[][] {
  const table = Array.from({ length: a.length + 1 }, () => new Array<number>(b.length + 1).fill(0))
  for (let i = a.length - 1; i >= 0; i--)
    for (let j = b.length - 1; j >= 0; j--)
      table[i]![j] =
        a[i] === b[j] ? table[i + 1]![j + 1]! + 1 : Math.max(table[i + 1]![j]!, table[i]![j + 1]!)
  return table
}
