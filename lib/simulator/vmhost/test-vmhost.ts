import { SimulatedClock } from '../time/clock'
import { SimulatedNetwork } from '../network/simulated-network'
import { SeededRandom } from '../chance/seeded-random'
import { Vmhost, type VmhostOptions } from './vmhost'

/** For tests: a booted vmhost at pace 0, which the DUTs reach as 10.250.0.1. */
export async function bootTestVmhost(
  options: Pick<VmhostOptions, 'users'> = {},
): Promise<{ vmhost: Vmhost; close: () => void }> {
  const clock = new SimulatedClock(0)
  const vmhost = new Vmhost({
    address: '10.250.0.1',
    clock,
    random: new SeededRandom(1),
    network: new SimulatedNetwork(),
    ...options,
  })
  await vmhost.boot()
  const close = (): void => {
    vmhost.powerOff()
    clock.stop()
  }
  return { vmhost, close }
}
