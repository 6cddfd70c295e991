import { lastingId } from '../lasting-id'
import { addressesOf, type Container, networkOf } from '../container/container'
import type { DockerEngine } from '../engine'

/** Of a container that runs in a network of the daemon: its address there, of which the kernel makes its hardware's. */
export function describeNetworkSettings(container: Container, engine: DockerEngine): object {
  const { id, spec, address = '' } = container
  const name = networkOf(spec)
  const network = engine.networks.find(name)
  const isUp = container.status === 'running'
  const sandbox = isUp ? lastingId(`sandbox ${id}`) : ''
  const endpoint = {
    EndpointID: address ? lastingId(`endpoint ${id}`) : '',
    Gateway: address ? (network?.gateway ?? '') : '',
    GlobalIPv6Address: '',
    GlobalIPv6PrefixLen: 0,
    IPAddress: address,
    IPPrefixLen: address ? Number(network?.subnet?.split('/')[1]) : 0,
    IPv6Gateway: '',
    MacAddress: address ? `02:42:${address.split('.').map((byte) => Number(byte).toString(16).padStart(2, '0')).join(':')}` : '',
  } // prettier-ignore
  return {
    Bridge: '',
    SandboxID: sandbox,
    HairpinMode: false,
    LinkLocalIPv6Address: '',
    LinkLocalIPv6PrefixLen: 0,
    Ports: isUp
      ? Object.fromEntries(
          (spec.ports ?? []).map((port) => [
            port.inside,
            addressesOf(port).map((HostIp) => ({ HostIp, HostPort: port.outside })),
          ]),
        )
      : {},
    SandboxKey:
      sandbox && `/var/run/docker/netns/${name === 'host' ? 'default' : sandbox.slice(0, 12)}`,
    SecondaryIPAddresses: null,
    SecondaryIPv6Addresses: null,
    ...(name === 'bridge' ? endpoint : { ...noEndpoint }),
    Networks: network
      ? {
          [name]: {
            IPAMConfig: null,
            Links: null,
            Aliases: null,
            NetworkID: network.id,
            ...endpoint,
            DriverOpts: null,
          },
        }
      : {},
  }
}

const noEndpoint = {
  EndpointID: '', Gateway: '', GlobalIPv6Address: '', GlobalIPv6PrefixLen: 0, IPAddress: '', IPPrefixLen: 0,
  IPv6Gateway: '', MacAddress: '',
} // prettier-ignore
