import { sh } from '../lib/host/command'
import { Host } from '../lib/host/host'
import { loadTestbed } from '../lib/testbed/load-testbed'
import { type Testbed } from '../lib/testbed/testbed'
import { pause } from '../lib/wait/pause'
import { seconds } from '../lib/wait/duration'
import { cost, type Cost, twinCpuMs } from './cost'
import { type Measurement, median } from './measurement'
import { startSimulatedTestbed } from './simulated-testbed'
import { watchAll } from './watch-all'

const starts = 7
const execs = 2000
const idle = seconds(10)
const limits = { startMs: 500, execsPerSecond: 400, eventsPerSecond: 1000, idlePerCent: 1 }
const watchers = 50
const events = 10_000

/** What the simulated testbed itself can do: how soon it is there, how fast it answers, what it costs when idle. */
export const simulator = async (): Promise<Measurement[]> => {
  const start = await startMeasurement()
  const started = await startSimulatedTestbed(['--started'])
  try {
    const testbed = loadTestbed(started.file)
    return [
      start,
      await idleMeasurement(testbed),
      await execMeasurement(testbed, 4),
      await execMeasurement(testbed, 1),
      await watchMeasurement(testbed),
    ]
  } finally {
    await started.close()
  }
}

const startMeasurement = async (): Promise<Measurement> => {
  const times: number[] = []
  const cpuTimes: number[] = []
  for (let i = 0; i < starts; i++) {
    const from = performance.now()
    const started = await startSimulatedTestbed([])
    times.push(performance.now() - from)
    cpuTimes.push(await twinCpuMs(loadTestbed(started.file)))
    await started.close()
  }
  const ms = median(times)
  return {
    what: 'simulated testbed: start to ready',
    measured: `${ms.toFixed(0)} ms`,
    against: `median of ${starts}, fastest ${Math.min(...times).toFixed(0)} ms; ${median(cpuTimes).toFixed(0)} ms of CPU`,
    limit: `${limits.startMs} ms`,
    reached: ms <= limits.startMs,
  }
}

/** With a cluster and a joined DUT, whose kubelet ticks at pace fast. */
const idleMeasurement = async (testbed: Testbed): Promise<Measurement> => {
  await pause(seconds(2))
  const before = await twinCpuMs(testbed)
  await pause(idle)
  const perCent = (((await twinCpuMs(testbed)) - before) / idle) * 100
  return {
    what: 'simulated testbed: CPU when idle, one DUT joined',
    measured: `${perCent.toFixed(1)} %`,
    against: `of one core, over ${idle / 1000} s at pace fast`,
    limit: `${limits.idlePerCent} %`,
    reached: perCent < limits.idlePerCent,
  }
}

/**
 * What a testbed does that has done as much before, and beside it what a new one did: until then a third of its work is V8's,
 * which compiles what has become hot.
 */
const execMeasurement = async (testbed: Testbed, atATime: number): Promise<Measurement> => {
  await using vmhost = new Host(testbed.vmhost, testbed)
  await vmhost.connect()
  const running = (): Promise<Cost> => cost(testbed, () => runAll(vmhost, atATime))
  const [first, spent] = [await running(), await running()]
  return {
    what: `simulated testbed: commands over one SSH connection, ${atATime} at a time`,
    measured: rate(execs, spent),
    against: `${cpuOfEach(spent, execs)}; the ${execs} before: ${rate(execs, first)}`,
    limit: `${limits.execsPerSecond}/s`,
    reached: perSecond(execs, spent) >= limits.execsPerSecond,
  }
}

const runAll = async (host: Host, atATime: number): Promise<void> => {
  let next = 0
  const oneAfterTheOther = async (): Promise<void> => {
    while (next < execs) await host.run(sh`echo ${next++}`)
  }
  await Promise.all(Array.from({ length: atATime }, oneAfterTheOther))
}

const watchMeasurement = async (testbed: Testbed): Promise<Measurement> => {
  const telling = (configMap: string): Promise<Cost> =>
    cost(testbed, () => watchAll(testbed.file, { configMap, watchers, events }))
  const [first, spent] = [await telling('first'), await telling('second')]
  const delivered = (perSecond(events, spent) * watchers).toFixed(0)
  return {
    what: `simulated testbed: events to ${watchers} watchers`,
    measured: rate(events, spent),
    against: `${delivered}/s delivered in all, ${cpuOfEach(spent, events)}; the ${events} before: ${rate(events, first)}`,
    limit: `${limits.eventsPerSecond}/s`,
    reached: perSecond(events, spent) >= limits.eventsPerSecond,
  }
}

const perSecond = (count: number, { ms }: Cost): number => (count / ms) * 1000

const rate = (count: number, spent: Cost): string => `${perSecond(count, spent).toFixed(0)}/s`

const cpuOfEach = ({ cpuMs, twinCpuMs }: Cost, count: number): string =>
  `${(cpuMs / count).toFixed(2)} ms of CPU each, ${(twinCpuMs / count).toFixed(2)} of them the twin's`
