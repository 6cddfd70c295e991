/**
 * What is to happen in the run that is under way: once the levels are reached, with a step, when a step has failed.
 * `failing`: the step that a mutant is to spoil.
 */
export const moment: {
  levelsReached: () => Promise<void>
  step: (text: string) => Promise<void>
  over: () => Promise<void>
  failing: string | undefined
} = {
  levelsReached: async () => undefined,
  step: async () => undefined,
  over: async () => undefined,
  failing: undefined,
}
