import type { Machine } from '../../machine/machine'
import { procNet } from '../../network/listening-ports'
import { gatewayOf, type NetworkInterface, subnetOf } from './interfaces'
import type { Listener } from './ss'

/** `/proc/net/dev`, `route`, `tcp` and `tcp6`: interfaces, of which nothing is counted, the ways out, and what listens. */
export function showNetworkInProc(
  { fs }: Machine,
  interfaces: () => readonly NetworkInterface[],
  listeners: () => readonly Listener[],
): void {
  fs.generate('/proc/net/dev', { read: () => devices(interfaces()) })
  fs.generate('/proc/net/route', { read: () => routes(interfaces()) })
  fs.generate('/proc/net/tcp', { read: () => procNet(listeners(), 4) })
  fs.generate('/proc/net/tcp6', { read: () => procNet(listeners(), 6) })
}

const devices = (all: readonly NetworkInterface[]): string =>
  [
    'Inter-|   Receive                                                |  Transmit',
    ' face |bytes    packets errs drop fifo frame compressed multicast|bytes    packets errs drop fifo colls carrier compressed',
    ...all.map(
      ({ name }) =>
        `${name.padStart(6)}:       0       0    0    0    0     0          0         0        0       0    0    0    0     0       0          0`,
    ),
    '',
  ].join('\n')

const gatewayFlags = '0003'
const networkFlags = '0001'

const routes = (all: readonly NetworkInterface[]): string => {
  const networks = all
    .filter(({ name }) => name !== 'lo')
    .flatMap(({ name, addresses }) =>
      addresses.filter(({ cidr }) => !cidr.includes(':')).map(({ cidr }) => ({ name, cidr })),
    )
  const line = (...cells: readonly string[]): string => cells.join('\t').padEnd(127)
  const row = (name: string, to: string, via: string, flags: string, mask: string): string =>
    line(name, to, via, flags, '0', '0', '0', mask, '0', '0', '0')
  return [
    line('Iface', 'Destination', 'Gateway ', 'Flags', 'RefCnt', 'Use', 'Metric', 'Mask', '', 'MTU', 'Window', 'IRTT'),
    ...networks
      .filter(({ name }) => name === 'eth0')
      .map(({ name, cidr }) => row(name, '00000000', hexadecimal(gatewayOf(cidr)), gatewayFlags, '00000000')),
    ...networks.map(({ name, cidr }) =>
      row(name, hexadecimal(subnetOf(cidr).split('/')[0] ?? ''), '00000000', networkFlags, maskOf(cidr)),
    ),
    '',
  ].join('\n')
} // prettier-ignore

/** As the kernel of a little-endian machine prints an address. */
const hexadecimal = (address: string): string =>
  address
    .split('.')
    .reverse()
    .map((byte) => Number(byte).toString(16).toUpperCase().padStart(2, '0'))
    .join('')

const maskOf = (cidr: string): string => {
  const length = Number(cidr.split('/')[1])
  const bits = '1'.repeat(length).padEnd(32, '0')
  return hexadecimal([0, 8, 16, 24].map((at) => parseInt(bits.slice(at, at + 8), 2)).join('.'))
}
