/** Cucumber's own frames above a step's file are three. */
const enough = 5

/**
 * Keeps stack traces short until the support code is loaded: Cucumber takes one for each step and hook, to learn where it
 * stands, and reads it to its end, which is the dearest part of listing the plan.
 */
export const shortenTracesWhileLoading = (): void => {
  const usual = Error.stackTraceLimit
  Error.stackTraceLimit = enough
  setImmediate(() => (Error.stackTraceLimit = usual))
}
