/** A line of only one side, with `-` where the twin lacks it and `+` where it has it in addition. */
export interface LineDifference {
  readonly sign: '-' | '+'
  readonly line: string
}

/** What a longest common subsequence leaves over of two texts. */
export function lineDifferences(
  recorded: readonly string[],
  twin: readonly string[],
): LineDifference[] {
  const length = commonLengths(recorded, twin)
  const differences: LineDifference[] = []
  let [i, j] = [0, 0]
  while (i < recorded.length || j < twin.length) {
    const [theirs, ours] = [recorded[i], twin[j]]
    if (theirs !== undefined && theirs === ours) {
      i += 1
      j += 1
    } else if (
      ours === undefined ||
      (theirs !== undefined && at(length, i + 1, j) >= at(length, i, j + 1))
    ) {
      differences.push({ sign: '-', line: theirs ?? '' })
      i += 1
    } else {
      differences.push({ sign: '+', line: ours })
      j += 1
    }
  }
  return differences
}

const at = (table: readonly Uint32Array[], row: number, column: number): number =>
  table[row]?.[column] ?? 0

/** For every pair of rests how many lines they share in order. */
function commonLengths(a: readonly string[], b: readonly string[]): Uint32Array[] {
  const table = Array.from({ length: a.length + 1 }, () => new Uint32Array(b.length + 1))
  for (let i = a.length - 1; i >= 0; i -= 1)
    for (let j = b.length - 1; j >= 0; j -= 1)
      table[i]![j] =
        a[i] === b[j]
          ? at(table, i + 1, j + 1) + 1
          : Math.max(at(table, i + 1, j), at(table, i, j + 1))
  return table
}
