import type { Dut } from '../dut/dut'
import type { SonicDatabase } from '../databases/databases'
import { type End, endAll } from '../switches/switchable'
import type { Tell } from './testbed-event'

const row = 'KUBERNETES_MASTER|SERVER'

/** What a DUT is told to join, and what its ctrmgrd makes of it. */
export function observeDut({ databases, journal }: Dut, tell: Tell): End {
  const follow = (name: string, database: SonicDatabase): End =>
    database.subscribe((key) => {
      if (key === row) tell(name, `${row} ${fieldsOf(database)}`)
    })
  return endAll([
    follow('CONFIG_DB', databases.config),
    follow('STATE_DB', databases.state),
    journal.onEntry(({ identifier, message }) => {
      const outcome = identifier === 'ctrmgrd.py' ? outcomeOf(message) : undefined
      if (outcome !== undefined) tell('ctrmgrd', outcome)
    }),
  ])
}

/** But for the time of day. */
function fieldsOf(database: SonicDatabase): string {
  if (!database.exists(row)) return 'deleted'
  return Object.entries(database.hgetall(row))
    .map(([name, value]) => (name === 'update_time' ? name : `${name}=${value}`))
    .join(' ')
}

const outcomeOf = (message: string): string | undefined =>
  /^(do_join|do_reset|kube_join_master|update_node_labels): .*?(ret=-?\d+|called|succeeded|failed)/.exec(
    message,
  )?.[0]
