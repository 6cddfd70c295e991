import type { ImageSpec } from '../docker/images/image-store'
import type { SimulatedNetwork } from '../network/simulated-network'
import { RegistryHost } from './registry-host'

/** Where the registry of the recorded lab was, its name, and what had been pushed there. */
const labRegistry = { ip: '10.251.0.1', name: 'registry.lab', port: 5000 } as const

/** An image that does nothing until it is stopped, and is in no other place. */
export const idleImage = { repository: 'kubesonic/idle', tag: '1' } as const

const shell = (sizeBytes = 1_980_000): ImageSpec => ({
  tags: [],
  sizeBytes,
  command: ['sh', '-c', "trap 'exit 0' TERM; while :; do sleep 1; done"],
})

/** The registry beyond a testbed; `gateway`: the hostname of the machine that reaches it. */
export async function openLabRegistry(
  network: SimulatedNetwork,
  gateway: string,
): Promise<RegistryHost> {
  const host = await RegistryHost.open({
    network,
    gateway,
    ...labRegistry,
    auth: 'token',
    tls: true,
  })
  const { registry } = host
  registry.credentials.passwords.set('lab', 'secret1')
  registry.publish(idleImage.repository, idleImage.tag, shell())
  for (const tag of ['1', '2', '3']) registry.publish('lab/bb', tag, shell())
  registry.publish('lab/big', '1', shell(30_000_000))
  return host
}
