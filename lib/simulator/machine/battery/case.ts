/** One line of shell whose output and exit code real bash and the simulated machine must agree on. */
export interface BatteryCase {
  readonly script: string
  readonly stdin?: string
  /** Real bash needs root for it. */
  readonly root?: true
}

export interface ListedDifference extends BatteryCase {
  /** Why the twin may differ here: nobody needs it, or just-bash can't be helped. */
  readonly why: string
}

export const from = (...scripts: readonly string[]): BatteryCase[] =>
  scripts.map((script) => ({ script }))

export const asRoot = (...scripts: readonly string[]): BatteryCase[] =>
  scripts.map((script) => ({ script, root: true }))
