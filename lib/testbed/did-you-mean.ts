/** The candidate that a typo most likely stands for; undefined when none is near. */
export function nearest(typo: string, candidates: readonly string[]): string | undefined {
  const within = Math.min(3, Math.ceil(typo.length / 2))
  const [best] = candidates
    .map((candidate) => ({ candidate, distance: distance(fold(typo), fold(candidate)) }))
    .filter(({ distance }) => distance <= within)
    .sort((a, b) => a.distance - b.distance)
  return best?.candidate
}

const fold = (word: string): string => word.toLowerCase().replace(/[-_]/g, '')

/** Levenshtein's: how many letters to change, add or drop. */
function distance(a: string, b: string): number {
  let previous = Array.from({ length: b.length + 1 }, (_, i) => i)
  for (let i = 1; i <= a.length; i++) {
    const row = [i]
    for (let j = 1; j <= b.length; j++) {
      const swap = previous[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1)
      row.push(Math.min(swap, previous[j]! + 1, row[j - 1]! + 1))
    }
    previous = row
  }
  return previous[b.length]!
}
