import { taintErrors } from '../api/taint-validation'
import { type Node } from '../objects'
import { nodeColumns } from '../table/node-columns'
import { type Resource } from './resource'

export const nodes: Resource<Node> = {
  group: '',
  version: 'v1',
  plural: 'nodes',
  kind: 'Node',
  namespaced: false,
  hasStatus: true,
  fields: { 'spec.unschedulable': ({ spec }: Node) => String(spec.unschedulable ?? false) },
  columns: nodeColumns,
  setDefaults(draft) {
    draft.spec ??= {}
    draft.status ??= {}
    draft.status.daemonEndpoints ??= { kubeletEndpoint: { Port: 0 } }
    if (draft.spec.taints?.length === 0) delete draft.spec.taints
    if (draft.spec.unschedulable === false) delete draft.spec.unschedulable
  },
  validate: ({ spec }) => taintErrors(spec.taints),
}
