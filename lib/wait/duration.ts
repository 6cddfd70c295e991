/** All durations in the library are milliseconds, made by these words: `seconds(60)`, `minutes(3)`. */
export type Milliseconds = number & { readonly __unit?: 'ms' }

export const milliseconds = (n: number): Milliseconds => n
export const seconds = (n: number): Milliseconds => n * 1000
export const minutes = (n: number): Milliseconds => n * 60_000

/** `0.4 s`, `12.6 s`, `180 s`: one form in all messages. */
export const inSeconds = (ms: Milliseconds): string => {
  const s = ms / 1000
  return `${Number.isInteger(s) ? s : s.toFixed(1)} s`
}
