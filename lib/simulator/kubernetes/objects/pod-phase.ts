import type { PodStatus } from './pod'

/** Have its containers ended, never to be started again? Kubernetes calls such a pod terminal. */
export const isOver = ({ status }: { readonly status: Pick<PodStatus, 'phase'> }): boolean =>
  status.phase === 'Failed' || status.phase === 'Succeeded'
