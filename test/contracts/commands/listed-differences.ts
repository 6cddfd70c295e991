/** A command that the twin answers otherwise than the real machine, and why that is left so. */
export interface ListedDifference {
  readonly command: string
  readonly why: string
}

/** All of them that are in the recordings; one that no longer differs fails the test. */
export const listedDifferences: readonly ListedDifference[] = []
