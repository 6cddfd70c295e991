import type { Steps } from '../../../../shell/steps'
import type { AwkArray } from '../values/array'
import type { Value } from '../values/value'

/** What a function was called with, and its own variables. */
export interface Frame {
  readonly locals: (Value | AwkArray)[]
  result: Value
}

/**
 * A piece of a program, ready to run: at once, or, where a command, an input or a loop is in it, in steps that may wait.
 * Most of what awk does waits for nothing.
 */
export interface Code<T> {
  readonly now?: (frame: Frame) => T
  readonly steps: (frame: Frame) => Steps<T>
}

export const atOnce = <T>(now: (frame: Frame) => T): Code<T> => ({
  now,
  *steps(frame) {
    return now(frame)
  },
})

export const inSteps = <T>(steps: (frame: Frame) => Steps<T>): Code<T> => ({ steps })

export const constant = <T>(value: T): Code<T> => atOnce(() => value)

/** What is made of a value. */
export const from = <A, T>(code: Code<A>, make: (value: A, frame: Frame) => T): Code<T> => {
  const { now, steps } = code
  if (now) return atOnce((frame) => make(now(frame), frame))
  return inSteps(function* (frame) {
    return make(yield* steps(frame), frame)
  })
}

/** What is made of two values, the left one first. */
export const fromBoth = <A, B, T>(
  left: Code<A>,
  right: Code<B>,
  make: (left: A, right: B, frame: Frame) => T,
): Code<T> => {
  const [one, other] = [left.now, right.now]
  if (one && other) return atOnce((frame) => make(one(frame), other(frame), frame))
  return inSteps(function* (frame) {
    const first = yield* left.steps(frame)
    return make(first, yield* right.steps(frame), frame)
  })
}

/** The values of all, in their order. */
export const all = <A>(codes: readonly Code<A>[]): Code<A[]> => {
  const nows = codes.flatMap(({ now }) => (now ? [now] : []))
  if (nows.length === codes.length) return atOnce((frame) => nows.map((now) => now(frame)))
  return inSteps(function* (frame) {
    const values: A[] = []
    for (const { steps } of codes) values.push(yield* steps(frame))
    return values
  })
}

/** The second only where the first says so. */
export const ifHolds = <T>(test: Code<boolean>, yes: Code<T>, no: Code<T>): Code<T> => {
  const [holds, one, other] = [test.now, yes.now, no.now]
  if (holds && one && other) return atOnce((frame) => (holds(frame) ? one(frame) : other(frame)))
  return inSteps(function* (frame) {
    return yield* ((yield* test.steps(frame)) ? yes : no).steps(frame)
  })
}
