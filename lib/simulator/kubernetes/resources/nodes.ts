import { nodeErrors, nodeUpdateErrors } from '../api/validation/node-validation'
import { type Node } from '../objects'
import { has } from '../release/changes'
import { taintKeys } from '../scheduling/taints'
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
  setDefaults(draft, minor) {
    draft.spec ??= {}
    draft.status ??= {}
    const { spec, status } = draft
    status.daemonEndpoints ??= { kubeletEndpoint: { Port: 0 } }
    if (status.capacity) status.allocatable ??= { ...status.capacity }
    if (spec.podCIDR && spec.podCIDR !== spec.podCIDRs?.[0]) spec.podCIDRs = [spec.podCIDR]
    if (spec.podCIDRs?.[0]) spec.podCIDR = spec.podCIDRs[0]
    if (spec.taints?.length === 0) delete spec.taints
    if (spec.unschedulable === false) delete spec.unschedulable
    if (has('kubeletConfigIsStatic', minor)) delete spec.configSource
  },
  /** Nothing is placed on a node before it has shown that it is ready. */
  prepareForCreate({ spec }) {
    const waiting = { key: taintKeys.notReady, effect: 'NoSchedule' }
    const given = spec.taints ?? []
    if (!given.some(({ key, effect }) => key === waiting.key && effect === waiting.effect))
      spec.taints = [...given, waiting]
  },
  validate: (node) => nodeErrors(node),
  validateUpdate: (after, before, minor) => nodeUpdateErrors(after, before, minor),
}
