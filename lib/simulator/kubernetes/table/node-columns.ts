import { type Node } from '../objects'
import { column, type Column, wide } from './column'
import { ageColumn, nameColumn, none } from './shared-columns'
import { readinessOf } from '../objects/node-readiness'

export const nodeColumns: readonly Column<Node>[] = [
  nameColumn,
  column('Status', statusOf),
  column('Roles', rolesOf),
  ageColumn,
  column('Version', ({ status }) => status.nodeInfo?.kubeletVersion ?? ''),
  wide(column('Internal-IP', addressOf('InternalIP'))),
  wide(column('External-IP', addressOf('ExternalIP'))),
  wide(column('OS-Image', info('osImage'))),
  wide(column('Kernel-Version', info('kernelVersion'))),
  wide(column('Container-Runtime', info('containerRuntimeVersion'))),
]

function statusOf(node: Node): string {
  const ready = readinessOf(node)
  const words = [ready === 'True' ? 'Ready' : ready === undefined ? 'Unknown' : 'NotReady']
  return [...words, ...(node.spec.unschedulable ? ['SchedulingDisabled'] : [])].join(',')
}

function rolesOf({ metadata: { labels = {} } }: Node): string {
  const prefix = 'node-role.kubernetes.io/'
  const roles = Object.keys(labels)
    .filter((key) => key.startsWith(prefix))
    .map((key) => key.slice(prefix.length))
  const all = new Set([...roles, labels['kubernetes.io/role'] ?? ''])
  return [...all].filter(Boolean).sort().join(',') || none
}

function addressOf(wanted: string): (node: Node) => string {
  return ({ status }) => status.addresses?.find(({ type }) => type === wanted)?.address ?? none
}

function info(key: string): (node: Node) => string {
  return ({ status }) => status.nodeInfo?.[key] || '<unknown>'
}
