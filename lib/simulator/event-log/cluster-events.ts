import type { StoreEvent } from '../kubernetes/api/store'
import type { DaemonSet, KubeObject, Node, Pod } from '../kubernetes/objects'
import type { End } from '../switches/switchable'
import type { MinikubeCluster } from '../vmhost/minikube/minikube-cluster'
import { Changes, type Tell } from './testbed-event'

/** What its nodes, pods and DaemonSets come to. */
export function observeCluster({ kubernetes: { store } }: MinikubeCluster, tell: Tell): End {
  const changes = new Changes(tell)
  return store.subscribe((event) => {
    const { resource, object, type } = event
    const told = kinds[resource]
    if (!told) return
    const { name, namespace } = object.metadata
    const full = namespace === undefined ? name : `${namespace}/${name}`
    changes.note(told.component, full, type === 'DELETED' ? 'deleted' : told.state(event))
    if (type === 'DELETED') changes.forget(told.component, full)
  })
}

interface Kind {
  readonly component: string
  state(event: StoreEvent): string
}

const kindOf = <T extends KubeObject>(component: string, state: (object: T) => string): Kind => ({
  component,
  state: ({ object }) => state(object as T),
})

const conditionOf = (type: string, { status }: Node | Pod): string =>
  status.conditions?.find((condition) => condition.type === type)?.status ?? 'not told'

const kinds: Readonly<Record<string, Kind>> = {
  nodes: kindOf<Node>('node', (node) =>
    [`Ready: ${conditionOf('Ready', node)}`, node.spec.unschedulable && 'cordoned']
      .filter(Boolean)
      .join(', '),
  ),
  pods: kindOf<Pod>('pod', (pod) =>
    [
      pod.metadata.deletionTimestamp ? 'Terminating' : pod.status.phase,
      pod.spec.nodeName ? `on ${pod.spec.nodeName}` : 'on no node',
      `Ready: ${conditionOf('Ready', pod)}`,
      ...(pod.status.containerStatuses ?? []).flatMap(
        ({ state }) => state?.waiting?.reason ?? state?.terminated?.reason ?? [],
      ),
    ].join(', '),
  ),
  daemonsets: kindOf<DaemonSet>(
    'daemonset',
    ({ status }) => `${status.desiredNumberScheduled} wanted, ${status.numberReady} ready`,
  ),
}
