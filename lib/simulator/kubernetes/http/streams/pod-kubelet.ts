import { badRequest } from '../../api/status-error'
import { KubeletRefusal, type KubeletServer } from '../../kubelet/kubelet-server'
import { type Pod } from '../../objects'
import { pods } from '../../resources/pods'
import { type Answer } from '../answer'
import { insistOnNode } from '../pod-node'
import { type ResourceRequest } from '../resource-request'
import { upgradeAsked } from '../upgrade'
import { refused } from './refused'

/** The pod that a request names. Throws 404. */
export const podAsked = ({ context, route }: ResourceRequest): Pod =>
  context.api.get(pods, { namespace: route.namespace, name: route.name! })

/**
 * Connects a client with what the kubelet of a pod has; the answer is undefined once the connection is one for that. What the
 * API server refuses is thrown (400, 404, 500); what the kubelet refuses is its own plain text.
 */
export function connectWith<T>(
  { context, request }: ResourceRequest,
  pod: Pod,
  question: (kubelet: KubeletServer) => T,
  connect: (found: T) => Answer | undefined,
): Answer | undefined {
  if (!pod.spec.nodeName) throw badRequest(`pod ${pod.metadata.name} does not have a host assigned`)
  insistOnNode(context.api, pod)
  if (upgradeAsked(request) === undefined) throw badRequest('Upgrade request required')
  try {
    return connect(
      context.nodeServers.ask(pod, question, (_, why) => `error dialing backend: ${why}`),
    )
  } catch (error) {
    if (error instanceof KubeletRefusal) return refused(500, error.message)
    throw error
  }
}
