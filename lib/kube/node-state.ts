import { type V1Node } from './api/client-node'

/** Does the node say Ready=True, and stay? */
export function isReady(node: V1Node): boolean {
  return node.metadata?.deletionTimestamp === undefined && ready(node)?.status === 'True'
}

/** Before Kubernetes 1.24 the label said master, and both in between. */
export const isControlPlane = ({ metadata }: V1Node): boolean =>
  ['control-plane', 'master'].some(
    (role) => metadata?.labels?.[`node-role.kubernetes.io/${role}`] !== undefined,
  )

/** As kubectl would put it, with the reason: `NotReady (KubeletNotReady: CSINode is not yet initialized)`. */
export function describeNode(node: V1Node): string {
  const condition = ready(node)
  const state =
    condition === undefined
      ? 'without a Ready condition'
      : condition.status === 'True'
        ? 'Ready'
        : `NotReady (${[condition.reason, condition.message?.slice(0, 200)].filter(Boolean).join(': ')})`
  return node.metadata?.deletionTimestamp === undefined ? state : `${state}, being deleted`
}

const ready = (node: V1Node): { status: string; reason?: string; message?: string } | undefined =>
  node.status?.conditions?.find(({ type }) => type === 'Ready')
