import { DockerEngine } from '../docker/engine'
import { RegistryClient } from '../docker/pulling/registry-client'
import { loopbackOf } from '../network/simulated-network'
import type { DutParts } from './dut-parts'
import { variantImages } from './variants'

type Needed = Pick<DutParts, 'machine' | 'addresses' | 'variant' | 'clock' | 'random' | 'network'>

/** Docker as a variant of SONiC has it, with the images that the device was installed with. */
export function dutDocker({
  machine,
  addresses,
  variant,
  clock,
  random,
  network,
}: Needed): DockerEngine {
  const own = loopbackOf(machine.hostname)
  const docker: DockerEngine = new DockerEngine({
    ...variant.docker,
    clock,
    random: random.of('docker'),
    images: variantImages(variant),
    bridge: { subnet: '240.127.1.0/24', gateway: '240.127.1.1' },
    pauseImage: variant.sandboxImage,
    host: {
      machine,
      publish: (port, at, reach) => {
        const reached = reach === 'loopback' ? [own] : [addresses.ipv4, addresses.ipv6, own]
        const ends = reached.map((ip) => network.serve(ip, port, at))
        return () => ends.forEach((end) => end())
      },
      listensAt: (port) => network.locate(own, port),
    },
    registry: new RegistryClient(
      { machine, network, address: addresses.ipv4 },
      variant.docker.version,
      () => docker.settings,
    ),
  })
  return docker
}
