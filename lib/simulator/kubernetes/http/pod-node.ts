import { type KubernetesApi } from '../api/kubernetes-api'
import { notFound } from '../api/status-error'
import { type Pod } from '../objects'
import { nodes } from '../resources/nodes'
import { pods } from '../resources/pods'

/** Throws 404 where the node of a pod is not there: the server speaks of a pod of that name. */
export function insistOnNode(api: KubernetesApi, { spec: { nodeName } }: Pod): void {
  if (nodeName && !api.find(nodes, { name: nodeName })) throw notFound(pods, nodeName)
}
