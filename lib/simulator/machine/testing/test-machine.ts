import { SimulatedClock } from '../../time/clock'
import { SeededRandom } from '../../chance/seeded-random'
import { Machine, type MachineOptions } from '../machine'

/** For tests: a machine of its own clock at pace 0, with nobody on it but root unless named. */
export const testMachine = (options: Partial<MachineOptions> = {}): Machine =>
  new Machine({
    hostname: 'h',
    users: [],
    clock: new SimulatedClock(0),
    random: new SeededRandom(1),
    ...options,
  })
