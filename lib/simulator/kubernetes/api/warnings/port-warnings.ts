import { type PodContainer } from '../../objects'
import { type ContainerAt } from './pod-warnings'

type Port = NonNullable<PodContainer['ports']>[number] & { readonly hostIP?: string }

interface PortAt {
  readonly path: string
  readonly port: Port
}

/** Ports that are said to be open twice, or at an address of the node without a port there. */
export function portWarnings(containers: readonly ContainerAt[]): string[] {
  const before = new Map<string, PortAt[]>()
  return containers
    .flatMap(({ container, path }) =>
      (container.ports ?? []).map((port, i) => ({ port, path: `${path}.ports[${i}]` })),
    )
    .flatMap(({ port, path }) => {
      const key = `${port.containerPort}/${port.protocol}`
      const others = before.get(key) ?? []
      before.set(key, [...others, { port, path }])
      return [
        ...addressWithoutPort(port, path),
        ...others.flatMap((other) => clash(port, other.port, path, other.path)),
      ]
    })
}

/** The server prints the port as Go does. */
function addressWithoutPort(
  { name = '', containerPort, protocol, ...host }: Port,
  at: string,
): string[] {
  const { hostIP = '', hostPort = 0 } = host
  if (hostIP === '' || hostPort !== 0) return []
  const printed = `{Name:${name} HostPort:0 ContainerPort:${containerPort} Protocol:${protocol} HostIP:${hostIP}}`
  return [`${at}: hostIP set without hostPort: ${printed}`]
}

function clash(port: Port, other: Port, at: string, otherAt: string): string[] {
  const [ip, otherIp] = [port.hostIP ?? '', other.hostIP ?? '']
  const [hostPort, otherPort] = [port.hostPort ?? 0, other.hostPort ?? 0]
  const is = (how: string): string[] => [`${at}: ${how} port definition with ${otherAt}`]
  if (ip === otherIp && hostPort === otherPort) return is('duplicate')
  if (hostPort === 0 || otherPort === 0) return is('overlapping')
  const oneIsAnywhere = (ip === '') !== (otherIp === '')
  return hostPort === otherPort && oneIsAnywhere ? is('dangerously ambiguous') : []
}
