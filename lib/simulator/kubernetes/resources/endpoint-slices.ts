import { sliceErrors, typeChanged } from '../api/validation/endpoint-slice-validation'
import { inWireOrder } from '../api/wire-order'
import { type Endpoint, type EndpointSlice, type KubeObject } from '../objects'
import { sliceColumns } from '../table/service-columns'
import { type Form, type Resource } from './resource'
import { has } from '../release/changes'

const ofSlices = {
  group: 'discovery.k8s.io',
  plural: 'endpointslices',
  kind: 'EndpointSlice',
  namespaced: true,
  columns: sliceColumns,
  generation: true,
  checkedOnce: true,
  validate: sliceErrors,
  validateUpdate: typeChanged,
} as const

/** Kept as v1beta1, as 1.20 has them. */
export const endpointslices: Resource<EndpointSlice> = {
  ...ofSlices,
  version: 'v1beta1',
  setDefaults,
  /** 1.20 does not know the field yet. */
  prepareForCreate({ endpoints }, { minor }) {
    if (has('EndpointSliceNodeName', minor)) return
    for (const endpoint of endpoints ?? []) delete endpoint.nodeName
  },
}

function setDefaults(draft: EndpointSlice): void {
  if (draft.endpoints?.length === 0) draft.endpoints = null
  if (draft.ports?.length === 0) draft.ports = null
  for (const port of draft.ports ?? []) {
    port.name ??= ''
    port.protocol ??= 'TCP'
  }
}

const hostname = 'kubernetes.io/hostname'

/** Since 1.21 an endpoint's node is no part of a topology. */
const form: Form = {
  of: endpointslices as unknown as Resource,
  keep: (slice) =>
    withEndpoints(slice, 'v1beta1', ({ deprecatedTopology, ...endpoint }) => ({
      ...endpoint,
      topology: {
        ...deprecatedTopology,
        ...(endpoint.nodeName && { [hostname]: endpoint.nodeName }),
      },
    })),
  show: (kept) =>
    withEndpoints(kept, 'v1', ({ topology = {}, ...endpoint }) => {
      const { [hostname]: nodeName = endpoint.nodeName, ...deprecatedTopology } = topology
      return { ...endpoint, ...(nodeName && { nodeName }), deprecatedTopology }
    }),
}

type AnyEndpoint = Endpoint & { deprecatedTopology?: Record<string, string> }

function withEndpoints(
  slice: KubeObject,
  version: string,
  change: (endpoint: AnyEndpoint) => AnyEndpoint,
): KubeObject {
  const { endpoints } = slice as EndpointSlice
  const apiVersion = `discovery.k8s.io/${version}`
  const changed = { ...slice, apiVersion, endpoints: endpoints?.map(change) ?? null }
  return inWireOrder(changed)
}

export const endpointslicesV1: Resource<EndpointSlice> = {
  ...ofSlices,
  version: 'v1',
  form,
  setDefaults,
}
