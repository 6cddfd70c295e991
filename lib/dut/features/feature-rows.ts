import { root } from '../../host/command'
import { type Host } from '../../host/host'
import { type DatabaseRow, parseDatabaseRow } from '../databases/database-row'

export type FeatureOwner = 'kube' | 'local'

/** What the DUT knows of one of its features (facts §1.8). */
export interface FeatureRows {
  /** CONFIG_DB: who shall run it. */
  readonly setOwner: string
  /** STATE_DB: who runs it: none, local or kube. */
  readonly currentOwner: string
  /** STATE_DB: none, pending, ready, running or stopped. */
  readonly remoteState: string
  /** STATE_DB: up, down; empty where its unit never ran. */
  readonly systemState: string
  /** STATE_DB: `snmp` for the local container, the first twelve digits of its id for one of Kubernetes. */
  readonly containerId: string
  readonly containerVersion: string
  /** STATE_DB: the version that local mode runs. */
  readonly stableVersion: string
  /** The DUT's own label `<feature>_enabled`; empty where there is none. */
  readonly enabledLabel: string
  /** The DUT's own label `<feature>_local`: the version that runs locally, so that Kubernetes must not. */
  readonly localLabel: string
}

/** Prints the three rows, a line each. */
export const askForRows = (feature: string) => root`
      sonic-db-cli CONFIG_DB HGETALL ${`FEATURE|${feature}`}
      sonic-db-cli STATE_DB HGETALL ${`FEATURE|${feature}`}
      sonic-db-cli STATE_DB HGETALL 'KUBE_LABELS|SET'`

export async function featureRows(dut: Host, feature: string): Promise<FeatureRows> {
  const { stdout } = await dut.run(askForRows(feature))
  return rowsIn(feature, stdout)
}

/** Reads what `askForRows` prints. */
export function rowsIn(feature: string, text: string): FeatureRows {
  const [config = {}, state = {}, labels = {}] = text.trim().split('\n').map(parseDatabaseRow)
  return rowsOf(feature, config, state, labels)
}

const rowsOf = (
  feature: string,
  config: DatabaseRow,
  state: DatabaseRow,
  labels: DatabaseRow,
): FeatureRows => ({
  setOwner: config['set_owner'] ?? 'local',
  currentOwner: state['current_owner'] ?? 'none',
  remoteState: state['remote_state'] ?? 'none',
  systemState: state['system_state'] ?? '',
  containerId: state['container_id'] ?? '',
  containerVersion: state['container_version'] ?? '',
  stableVersion: state['container_stable_version'] ?? '',
  enabledLabel: labels[`${feature}_enabled`] ?? '',
  localLabel: labels[`${feature}_local`] ?? '',
})

/** `set_owner kube, current_owner none, remote_state pending, system_state up, snmp 20261102.01, enabled true`. */
export const describeRows = (rows: FeatureRows): string =>
  [
    `set_owner ${rows.setOwner}`,
    `current_owner ${rows.currentOwner}`,
    `remote_state ${rows.remoteState}`,
    `system_state ${rows.systemState || '(empty)'}`,
    `container ${rows.containerId || 'none'} of version ${rows.containerVersion || '(none)'}`,
    `stable version ${rows.stableVersion || '(none)'}`,
    `label enabled=${rows.enabledLabel || '(none)'}`,
  ].join(', ')
