/** One upgrade to be tried: a feature's image of another version on a base OS version. */
export interface UpgradeRow {
  /** Of the DUT, as `sonic_version.yml` has it; empty: whatever the DUT runs. */
  readonly osVersion: string
  /** The feature: `snmp`. */
  readonly container: string
  /** Without registry and tag: `docker-snmp`. */
  readonly image: string
  /** The image's tag, which is its IMAGE_VERSION, too. */
  readonly version: string
  /** Options of `docker run` that its DaemonSet shall have; empty: what the feature has by itself. */
  readonly dockerOptions: string
  /** A command of the runner to be run afterwards, such as a functional test; empty: none. */
  readonly verify: string
  /** How long that may take: `30 minutes`; empty where there is no command. */
  readonly verifyWithin: string
}
