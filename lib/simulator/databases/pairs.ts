/** Fields and values that come in turn, as Redis takes and tells a hash. */
export const pairsOf = (words: readonly (string | null)[]): [field: string, value: string][] =>
  words.flatMap((word, at) => (at % 2 === 0 ? [[word ?? '', words[at + 1] ?? '']] : []))
