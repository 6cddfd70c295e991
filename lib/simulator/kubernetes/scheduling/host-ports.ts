import { type Node, type Pod, type PodSpec } from '../objects'
import { isOver } from '../objects/pod-phase'

/** Is no port of the host that these containers want held by another pod on that node? */
export function hasFreePorts(
  { metadata: { name } }: Node,
  spec: Pick<PodSpec, 'containers'>,
  pods: readonly Pod[],
): boolean {
  const wanted = hostPorts(spec)
  if (wanted.length === 0) return true
  const held = pods
    .filter((pod) => pod.spec.nodeName === name && !isOver(pod))
    .flatMap((pod) => hostPorts(pod.spec))
  return !wanted.some((port) => held.includes(port))
}

const hostPorts = ({ containers }: Pick<PodSpec, 'containers'>): string[] =>
  containers.flatMap(({ ports = [] }) =>
    ports.flatMap(({ hostPort, protocol = 'TCP' }) =>
      hostPort ? [`${hostPort}/${protocol}`] : [],
    ),
  )
