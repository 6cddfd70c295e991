import { labelErrors, taintErrors } from '../api/metadata-validation'
import { mapOfStrings } from '../api/typed-fields'
import { type Node } from '../objects'
import { nodeColumns } from '../table/node-columns'
import { allVerbs, type Resource, statusOf } from './resource'

export const nodes: Resource<Node> = {
  group: '',
  version: 'v1',
  plural: 'nodes',
  singular: 'node',
  kind: 'Node',
  namespaced: false,
  verbs: allVerbs,
  shortNames: ['no'],
  storageVersionHash: 'XwShjMxG9Fs=',
  subresources: [statusOf('Node')],
  fields: { 'spec.unschedulable': ({ spec }: Node) => String(spec.unschedulable ?? false) },
  typedFields: [
    mapOfStrings('metadata.labels', 'ObjectMeta'),
    mapOfStrings('metadata.annotations', 'ObjectMeta'),
  ],
  columns: nodeColumns,
  setDefaults(draft) {
    draft.spec ??= {}
    draft.status ??= {}
    draft.status.daemonEndpoints ??= { kubeletEndpoint: { Port: 0 } }
    if (draft.spec.taints?.length === 0) delete draft.spec.taints
    if (draft.spec.unschedulable === false) delete draft.spec.unschedulable
  },
  validate: ({ metadata, spec }) => [...labelErrors(metadata.labels), ...taintErrors(spec.taints)],
}
