import path from 'node:path'
import { type Measurement } from './measurement'
import { root, usageOf } from './usage'

const timeLimitS = 60
const runnerLimitMb = 300
const simulatorLimitMb = 100

/** The whole plan on the simulated testbed at pace fast: time, and memory of the runner and of the simulator. */
export const wholePlan = async (): Promise<Measurement[]> => {
  const empty =
    usageOf(['--require', path.join(root, 'bin/register.cjs'), '--eval', '0'])[0]?.maxRssMb ?? NaN
  const started = performance.now()
  const processes = usageOf(['bin/kubesonic.cjs', 'run', '--pace', 'fast'])
  const seconds = (performance.now() - started) / 1000
  const memoryOf = (command: string): number =>
    processes.find(({ argv }) => argv.includes(command))?.maxRssMb ?? NaN
  const simulator = memoryOf('simulate') - empty
  const runner = Math.max(
    ...processes.filter(({ argv }) => !argv.includes('simulate')).map(({ maxRssMb }) => maxRssMb),
  )
  return [
    {
      what: 'the whole plan at pace fast',
      measured: `${seconds.toFixed(1)} s`,
      against: '',
      limit: `${timeLimitS} s`,
      reached: seconds <= timeLimitS,
    },
    {
      what: 'memory of the runner, peak',
      measured: `${runner.toFixed(0)} MB`,
      against: '',
      limit: `${runnerLimitMb} MB`,
      reached: runner <= runnerLimitMb,
    },
    {
      what: 'memory of the simulator, peak above an empty program',
      measured: `${simulator.toFixed(0)} MB`,
      against: `${empty.toFixed(0)} MB, an empty program`,
      limit: `${simulatorLimitMb} MB`,
      reached: simulator <= simulatorLimitMb,
    },
  ]
}
