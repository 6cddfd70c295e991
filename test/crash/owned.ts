import { type Owner } from '../suite/kubesonic'

/** Outside of a test: ends, last first, what was begun for it. */
export async function owned<T>(use: (owner: Owner) => Promise<T>): Promise<T> {
  const ends: (() => unknown)[] = []
  try {
    return await use({ after: (end) => void ends.push(end) })
  } finally {
    for (const end of ends.toReversed()) await end()
  }
}
