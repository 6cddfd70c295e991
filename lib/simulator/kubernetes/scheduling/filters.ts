import { type Node, type Pod } from '../objects'
import { hasFreePorts } from './host-ports'
import { fitsNode } from './node-affinity'
import { affinityRefusals, type Surroundings } from './pod-affinity'
import { insufficient, shortages } from './resource-fit'
import { taintKeys, untolerated } from './taints'
import { spreadRefusals } from './topology-spread'
import { has } from '../release/changes'

/** Why a node is none for a pod: all that the first of the scheduler's filters says that it does not pass. */
export function refusalsOf(node: Node, pod: Pod, around: Surroundings, minor: number): string[] {
  const there = around.placed.filter(({ spec }) => spec.nodeName === node.metadata.name)
  const filters: readonly (() => string[])[] = [
    () => (isCordoned(node, pod) ? ['node(s) were unschedulable'] : []),
    () => taintRefusal(node, pod, minor),
    () => (fitsNode(pod.spec, node) ? [] : [otherNode(minor)]),
    () =>
      hasFreePorts(node, pod.spec, there)
        ? []
        : ["node(s) didn't have free ports for the requested pod ports"],
    () => shortages(node, pod, there).map(insufficient),
    () => spreadRefusals(node, pod, around),
    () => affinityRefusals(node, pod, around, minor),
  ]
  for (const filter of filters) {
    const refusals = filter()
    if (refusals.length > 0) return refusals
  }
  return []
}

/** Nothing can be claimed in the simulation: it has no volumes that are given out. */
export function missingClaim({ spec: { volumes = [] } }: Pod): string | undefined {
  const [name] = volumes.flatMap(({ persistentVolumeClaim: claim }) =>
    claim ? [(claim as { claimName: string }).claimName] : [],
  )
  return name === undefined ? undefined : `persistentvolumeclaim "${name}" not found`
}

const isCordoned = ({ spec: { unschedulable } }: Node, { spec }: Pod): boolean =>
  unschedulable === true &&
  untolerated(
    { spec: { taints: [{ key: taintKeys.unschedulable, effect: 'NoSchedule' }] } },
    spec.tolerations,
  ).length > 0

function taintRefusal(node: Node, { spec }: Pod, minor: number): string[] {
  const [taint] = untolerated(node, spec.tolerations)
  if (!taint) return []
  const named = `{${taint.key}: ${taint.value ?? ''}}`
  return [
    has('taintsAreUntolerated', minor)
      ? `node(s) had untolerated taint ${named}`
      : `node(s) had taint ${named}, that the pod didn't tolerate`,
  ]
}

const otherNode = (minor: number): string =>
  `node(s) didn't match Pod's node affinity${has('selectorsAreTold', minor) ? '/selector' : ''}`
