import { type DatabaseRow } from './database-row'

/** The row of CONFIG_DB that asks for a cluster, and the row of STATE_DB that tells what became of it. */
export const KUBERNETES_MASTER = 'KUBERNETES_MASTER|SERVER'

/** Does CONFIG_DB's row ask for a cluster? As ctrmgrd reads it: with an ip, and `disable` false in any case, or missing. */
export const asksForCluster = ({ ip, disable = 'false' }: DatabaseRow): boolean =>
  Boolean(ip) && disable.toLowerCase() === 'false'
