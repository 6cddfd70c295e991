import type { DockerDaemon } from '../../docker/daemon'
import { networkOf } from '../../docker/container/container'
import type { Machine } from '../../machine/machine'

export interface InterfaceAddress {
  /** `10.250.0.101/24` */
  readonly cidr: string
  readonly scope: 'host' | 'global' | 'link'
  readonly broadcast?: string
}

/** A network interface as the kernel of the machine has it. */
export interface NetworkInterface {
  readonly index: number
  readonly name: string
  readonly mac: string
  readonly state: 'UP' | 'DOWN' | 'UNKNOWN'
  readonly addresses: readonly InterfaceAddress[]
}

export interface InterfacesOptions {
  readonly machine: Machine
  /** Of the management port. */
  readonly address: string
  /** The port's global one; `''`: none. */
  readonly ipv6: string
  readonly docker: DockerDaemon
}

/** The loopback, the management port, and the bridges of Docker's networks: up while a container runs in them. */
export function interfacesOf(options: InterfacesOptions): readonly NetworkInterface[] {
  const { machine, address, ipv6, docker } = options
  const bridges = docker.networks.all().flatMap(({ id, name, subnet, gateway }) =>
    subnet && gateway
      ? [
          {
            name,
            device: name === 'bridge' ? 'docker0' : `br-${id.slice(0, 12)}`,
            subnet,
            gateway,
          },
        ]
      : [],
  )
  const isUsed = (network: string): boolean =>
    docker
      .containers()
      .some(({ status, spec }) => status === 'running' && networkOf(spec) === network)
  return [
    {
      index: 1,
      name: 'lo',
      mac: '00:00:00:00:00:00',
      state: 'UNKNOWN',
      addresses: [
        { cidr: '127.0.0.1/8', scope: 'host' },
        { cidr: '::1/128', scope: 'host' },
      ],
    },
    {
      index: 2,
      name: 'eth0',
      mac: macOf(machine, 'eth0', '52:54'),
      state: 'UP',
      addresses: [
        { cidr: `${address}/24`, scope: 'global' },
        ...(ipv6 ? [{ cidr: `${ipv6}/64`, scope: 'global' as const }] : []),
      ],
    },
    ...bridges.map(({ name, device, subnet, gateway }, at) => ({
      index: 3 + at,
      name: device,
      mac: macOf(machine, device, '02:42'),
      state: isUsed(name) ? ('UP' as const) : ('DOWN' as const),
      addresses: [
        {
          cidr: `${gateway}/${subnet.split('/')[1]}`,
          scope: 'global' as const,
          broadcast: broadcastOf(subnet),
        },
      ],
    })),
  ]
}

/** The same for the same machine and name, at each call. */
function macOf({ random }: Machine, name: string, prefix: string): string {
  const digits = random.forObject(`mac of ${name}`).hex(8)
  return `${prefix}:${digits.match(/../g)!.join(':')}`
}

/** Where all else is sent: the first address of the port's network, the testbed's vmhost; its own way out is the last one. */
export function gatewayOf(cidr: string): string {
  const [first, more] = range(cidr)
  const vmhost = dotted(first + 1)
  return cidr.startsWith(`${vmhost}/`) ? dotted(first + more - 1) : vmhost
}

/** The last address of a subnet. */
function broadcastOf(cidr: string): string {
  const [first, last] = range(cidr)
  return dotted(first + last)
}

/** `10.250.0.0/24` of `10.250.0.101/24`. */
export function subnetOf(cidr: string): string {
  const [first] = range(cidr)
  return `${dotted(first)}/${cidr.split('/')[1]}`
}

function range(cidr: string): [first: number, more: number] {
  const [address = '', length = '32'] = cidr.split('/')
  const number = address.split('.').reduce((sum, byte) => sum * 256 + Number(byte), 0)
  const size = 2 ** (32 - Number(length))
  return [Math.floor(number / size) * size, size - 1]
}

const dotted = (number: number): string =>
  [24, 16, 8, 0].map((shift) => Math.floor(number / 2 ** shift) % 256).join('.')
