import { type Condition } from './condition'

/** The same condition; what its first look that was not met has seen is told, once: somebody has to wait. */
export function telling<T>(condition: Condition<T>, tell: (seen: string) => void): Condition<T> {
  let told = false
  return {
    ...condition,
    async check(signal) {
      const verdict = await condition.check(signal)
      if (!verdict.met && !told) {
        told = true
        tell(verdict.seen)
      }
      return verdict
    },
  }
}
