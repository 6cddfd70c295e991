import { exitCodes } from '../../lib/cli/exit-codes'
import { type Owner, start } from '../suite/kubesonic'
import { Results } from '../suite/results'
import { SimulatedLab } from '../suite/simulated-lab'
import { type Accident } from './accidents'
import { type ChangePoint, watchChangePoints } from './change-points'

/** One scenario with every kind of change: cluster, join, label, DaemonSet, disjoin. */
const plan = ['features/join-and-disjoin.feature', '--name', 'The DUT joins by its own']

export interface Crash {
  readonly accident: Accident
  /** At which of the run's change points, from 0. */
  readonly at: number
}

export interface Aftermath {
  /** Undefined when the run had no such point. */
  readonly point: ChangePoint | undefined
  readonly exitCode: number | null
  /** What the run has printed. */
  readonly output: string
  /** What is otherwise on the machines than before. */
  readonly traces: readonly string[]
  /** From the accident until nobody had anything to undo any more, in s of wall time. */
  readonly restoredAfter: number
}

/** Every change point of an undisturbed run. */
export async function changePoints(t: Owner): Promise<readonly ChangePoint[]> {
  const lab = await SimulatedLab.start(t)
  const points: ChangePoint[] = []
  await watchChangePoints(lab.testbed, (point) => {
    points.push(point)
    return false
  })
  const { exitCode, stdout, stderr } = await runOn(t, lab).finished
  if (exitCode !== 0) throw new Error(`The undisturbed run failed:\n${stdout}${stderr}`)
  return points
}

/** Lets an accident happen at one change point of a run on machines of its own, and looks at what became of them. */
export async function crash(t: Owner, { accident, at }: Crash): Promise<Aftermath> {
  const lab = await SimulatedLab.start(t)
  let count = 0
  let accidentIsOver: Promise<void> | undefined
  let point: ChangePoint | undefined
  let happenedAt = performance.now()
  let bootsWithLeaseAlone = false
  await watchChangePoints(lab.testbed, (reached) => {
    if (count++ !== at) return false
    point = reached
    happenedAt = performance.now()
    bootsWithLeaseAlone = (accident.boots ?? false) && !lab.dutHasJournal()
    accidentIsOver = Promise.resolve(accident.happens({ lab, runner, point: reached }))
    return accident.fails ?? false
  })
  const runner = runOn(t, lab)
  const { exitCode, stdout, stderr } = await runner.finished
  await accidentIsOver
  // A lease of an earlier boot is nobody's; it lies there until somebody takes or looks at the next one.
  if (exitCode === exitCodes.notRestored || bootsWithLeaseAlone) await restoreByHand(t, lab)
  if (accident.machinesAreAlone) await lab.machinesPutThemselvesBack()
  else if (accident.boots) await lab.dutsAreFree()
  const restoredAfter = (performance.now() - happenedAt) / 1000
  const traces = lab.traces().filter((trace) => !accident.boots || !trace.includes(' STATE_DB '))
  return { point, exitCode, output: stdout + stderr, traces, restoredAfter }
}

/** As the run has told its user to, who has made room on the disk. */
async function restoreByHand(t: Owner, lab: SimulatedLab): Promise<void> {
  const { vmhost, duts } = lab.testbed.simulation
  for (const { machine } of [vmhost, ...duts]) machine.fs.diskFull = false
  await start(t, ['restore', '--testbed', lab.file]).finished
}

const runOn = (t: Owner, lab: SimulatedLab): ReturnType<typeof start> =>
  start(t, ['run', '--testbed', lab.file, ...plan, ...new Results(t).options])
