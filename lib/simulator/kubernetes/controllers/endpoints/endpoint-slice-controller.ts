import { durations } from '../../../chance/durations'
import { isSame } from '../../json/json'
import { type Endpoints, type EndpointSlice, type KubeObject, type Service } from '../../objects'
import { endpointslices } from '../../resources/endpoint-slices'
import { pods } from '../../resources/pods'
import { endpoints, services } from '../../resources/services'
import { type Controller, type ControllerContext, reconcile, tolerant } from '../controller'
import { ownerOf } from '../ownership'
import { lastTrigger } from './listening'
import { mirrored, type SliceContent, slicesOf } from './slice-content'

/**
 * Keeps the EndpointSlices of each Service: of those that choose pods what the pods are, of the others a mirror of the
 * Endpoints that somebody has written for them.
 */
export const endpointSliceController: Controller = (context) => {
  const { client } = context
  const watched = [services, endpoints, endpointslices, pods]
  return reconcile(context, watched, durations.syncEndpoints, () => {
    for (const service of client.list(services)) tolerant(() => sync(context, service))
  })
}

function sync(context: ControllerContext, service: Service): void {
  const { client, release } = context
  const { name, namespace = 'default' } = service.metadata
  const { selector } = service.spec
  if (selector && Object.keys(selector).length > 0) {
    const wanted = slicesOf(service, client.list(pods, namespace), release.minor)
    return keep(context, service, 'endpointslice-controller.k8s.io', wanted)
  }
  const written = client.find(endpoints, { namespace, name })
  if (written && isMirrored(written))
    keep(context, written, 'endpointslicemirroring-controller.k8s.io', mirrored(written))
}

/** The API server keeps its own. */
const isMirrored = ({ metadata: { name, namespace, labels = {} } }: Endpoints): boolean =>
  labels['endpointslice.kubernetes.io/skip-mirror'] !== 'true' &&
  !(name === 'kubernetes' && namespace === 'default')

/** Makes an owner's slices what they shall be: those that there are become the first of them. */
function keep(
  { client }: ControllerContext,
  owner: KubeObject,
  manager: string,
  wanted: readonly SliceContent[],
): void {
  const { name, namespace = 'default', labels: own = {}, creationTimestamp } = owner.metadata
  const known = client
    .list(endpointslices, namespace)
    .filter(({ metadata }) => metadata.ownerReferences?.[0]?.uid === owner.metadata.uid)
  for (const { labels: more, ...content } of wanted) {
    const labels = {
      ...own,
      ...more,
      'endpointslice.kubernetes.io/managed-by': manager,
      'kubernetes.io/service-name': name,
    }
    const at = known.findIndex(({ addressType }) => addressType === content.addressType)
    const [slice] = at >= 0 ? known.splice(at, 1) : []
    if (slice) update(slice, labels, content)
    else
      client.create(endpointslices, {
        kind: 'EndpointSlice',
        apiVersion: 'discovery.k8s.io/v1beta1',
        metadata: {
          name: '',
          generateName: `${name}-`,
          namespace,
          labels,
          ...(manager.startsWith('endpointslice-') && {
            annotations: { [lastTrigger]: creationTimestamp! },
          }),
          ownerReferences: [ownerOf(owner)],
        },
        ...content,
      })
  }
  for (const { metadata } of known) client.delete(endpointslices, metadata)

  function update(
    { metadata, addressType, endpoints: behind, ports }: EndpointSlice,
    labels: Record<string, string>,
    content: Omit<SliceContent, 'labels'>,
  ): void {
    const before = { labels: metadata.labels, addressType, endpoints: behind, ports }
    if (isSame(before, { labels, ...content })) return
    client.modify(endpointslices, metadata, (draft) => {
      draft.metadata.labels = labels
      delete draft.metadata.annotations?.[lastTrigger]
      Object.assign(draft, content)
    })
  }
}
