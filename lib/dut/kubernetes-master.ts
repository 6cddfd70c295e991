/** The row of CONFIG_DB that asks for a cluster, and the row of STATE_DB that tells what became of it. */
export const KUBERNETES_MASTER = 'KUBERNETES_MASTER|SERVER'
