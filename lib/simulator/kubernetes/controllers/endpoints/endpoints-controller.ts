import { durations } from '../../../chance/durations'
import { isSame } from '../../json/json'
import {
  type EndpointAddress,
  type Endpoints,
  type EndpointSubset,
  type Pod,
  type Service,
} from '../../objects'
import { pods } from '../../resources/pods'
import { endpoints, services } from '../../resources/services'
import { timestamp } from '../../../time/timestamp'
import { isReady } from '../availability'
import { type Controller, type ControllerContext, reconcile, tolerant } from '../controller'
import { byAddress, headless, isBehind, lastTrigger, portOn } from './listening'

/** Keeps for each Service with a selector where its pods listen. */
export const endpointsController: Controller = (context) => {
  const { client } = context
  const stop = reconcile(context, [services, endpoints, pods], durations.syncEndpoints, () => {
    for (const service of client.list(services)) tolerant(() => sync(context, service))
  })
  const unwatch = client.watch([services], ({ type, object: { metadata } }) => {
    if (type === 'DELETED') tolerant(() => client.delete(endpoints, metadata))
  })
  return () => {
    stop()
    unwatch()
  }
}

function sync({ client, clock }: ControllerContext, service: Service): void {
  const { name, namespace = 'default', labels = {} } = service.metadata
  const { selector, clusterIP } = service.spec
  if (!selector || Object.keys(selector).length === 0) return
  const allLabels = { ...labels, ...(clusterIP === 'None' && headless) }
  const subsets = subsetsOf(
    service,
    client
      .list(pods, namespace)
      .filter((pod) => !pod.metadata.deletionTimestamp && isBehind(pod, selector)),
  )
  const place = { namespace, name }
  const known = client.find(endpoints, place)
  const wanted = {
    ...(Object.keys(allLabels).length > 0 && { labels: allLabels }),
    ...(subsets.length > 0 && { subsets }),
  }
  if (!known) {
    const { subsets: found, labels: own } = wanted
    const annotations = {
      [lastTrigger]: service.metadata.creationTimestamp ?? timestamp(clock.now()),
    }
    client.create(endpoints, {
      kind: 'Endpoints',
      apiVersion: 'v1',
      metadata: { ...place, ...(own && { labels: own }), annotations },
      ...(found && { subsets: found }),
    })
  } else if (!isSame(essence(known), wanted)) {
    client.modify(endpoints, place, (draft) => {
      draft.metadata.labels = allLabels
      delete draft.metadata.annotations?.[lastTrigger]
      draft.subsets = subsets
    })
  }
}

const essence = ({ metadata: { labels }, subsets }: Endpoints): object => ({
  ...(labels && { labels }),
  ...(subsets && { subsets }),
})

/** Pods that listen on the same ports stand together, in the order of their addresses. */
function subsetsOf({ spec }: Service, behind: readonly Pod[]): EndpointSubset[] {
  const groups = new Map<string, EndpointSubset>()
  for (const pod of [...behind].sort(byAddress)) {
    const ports = (spec.ports ?? []).flatMap((port) => portOn(pod, port))
    if (ports.length === 0 && spec.ports?.length) continue
    const key = JSON.stringify(ports)
    const subset = groups.get(key) ?? (ports.length > 0 ? { ports } : {})
    const list = isReady(pod) || spec.publishNotReadyAddresses ? 'addresses' : 'notReadyAddresses'
    groups.set(key, { ...subset, [list]: [...(subset[list] ?? []), addressOf(pod)] })
  }
  return [...groups.values()].map(({ addresses, notReadyAddresses, ports }) => ({
    ...(addresses && { addresses }),
    ...(notReadyAddresses && { notReadyAddresses }),
    ...(ports && { ports }),
  }))
}

const addressOf = ({ metadata, spec, status }: Pod): EndpointAddress => ({
  ip: status.podIP!,
  ...(spec.nodeName && { nodeName: spec.nodeName }),
  targetRef: {
    kind: 'Pod',
    ...(metadata.namespace && { namespace: metadata.namespace }),
    name: metadata.name,
    ...(metadata.uid && { uid: metadata.uid }),
  },
})
