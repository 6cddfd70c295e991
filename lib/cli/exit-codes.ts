/** The exit codes of the README, for whoever ends this process. */
export const exitCodes = {
  passed: 0,
  failed: 1,
  badInput: 2,
  notRestored: 3,
  allSkipped: 4,
} as const
