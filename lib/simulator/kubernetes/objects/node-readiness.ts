import { type Node } from '.'

/** What a node's condition Ready says: `True`, `False` or `Unknown`; undefined where it has none yet. */
export const readinessOf = ({ status }: Node): string | undefined =>
  status.conditions?.find(({ type }) => type === 'Ready')?.status
