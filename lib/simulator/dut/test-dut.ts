import { SimulatedClock } from '../time/clock'
import { SimulatedNetwork } from '../network/simulated-network'
import type { ClusterPki } from '../kubernetes/credentials/cluster-pki'
import { SeededRandom } from '../chance/seeded-random'
import { Dut } from './dut'
import type { SmallApiServer } from './small-api-server'
import type { DutVariantName } from './variants'

export interface TestDutOptions {
  readonly variant?: DutVariantName
  readonly kubernetes?: string
  readonly ipv6?: string
  readonly seed?: number
  readonly scale?: number
  readonly api?: SmallApiServer
  /** `admin`'s; default: it has none. */
  readonly password?: string
}

/** For tests: a booted device at pace 0 beside a vmhost of 10.250.0.1, whose kubelet registers a node in `api`. */
export async function bootTestDut(
  options: TestDutOptions = {},
): Promise<{ dut: Dut; network: SimulatedNetwork; close: () => void }> {
  const { variant = 'recorded-lab', seed = 1, scale = 0, api, kubernetes, ipv6, password } = options
  const clock = new SimulatedClock(scale)
  const network = new SimulatedNetwork()
  for (const host of ['10.250.0.1', '10.250.0.101']) network.addHost(host)
  if (api) network.serve('10.250.0.1', 6443, { host: '127.0.0.1', port: api.port })
  const dut = new Dut({
    hostname: 'vlab-01',
    address: '10.250.0.101',
    variant,
    ...(kubernetes === undefined ? {} : { kubernetes }),
    ...(ipv6 === undefined ? {} : { ipv6 }),
    ...(password === undefined ? {} : { password }),
    clock,
    random: new SeededRandom(seed),
    network,
    startAgent: () => async (node) => {
      api?.nodes.set(node.name, {
        metadata: { name: node.name },
        status: { addresses: [node.internalIp] },
      })
      return { stop: () => undefined }
    },
  })
  await dut.boot()
  const close = (): void => {
    dut.powerOff()
    clock.stop()
  }
  return { dut, network, close }
}

/** Waits until a look at the device satisfies; by default for at most a minute: it ends a hang. */
export async function eventually(
  holds: () => boolean | Promise<boolean>,
  patienceMs = 60_000,
): Promise<void> {
  const deadline = Date.now() + patienceMs
  while (!(await holds())) {
    if (Date.now() > deadline)
      throw new Error(`Still not so after ${patienceMs} ms: ${holds.toString()}`)
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
}

/** Puts the credentials and the hosts entry in place that a join needs. */
export function prepareJoin({ machine }: Dut, { pki }: { readonly pki: ClusterPki }): void {
  machine.fs.writeText('/etc/sonic/credentials/restapiserver.crt', pki.apiserver.certificate)
  machine.fs.writeText('/etc/sonic/credentials/restapiserver.key', pki.apiserver.key, {
    mode: 0o600,
  })
  machine.fs.append('/etc/hosts', '10.250.0.1 control-plane.minikube.internal\n')
}
