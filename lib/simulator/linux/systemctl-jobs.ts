import type { CommandOutput } from '../machine/types'
import {
  type Call,
  changedOnDisk,
  interactive,
  suffixed,
  type SystemctlVerb,
} from './systemctl-call'
import type { Systemd } from './systemd'
import type { JobResult, Unit } from './unit'

type Act = (unit: Unit, systemd: Systemd) => Promise<JobResult>

const acts: Readonly<Record<string, Act>> = {
  start: async (unit, systemd) => {
    for (const needed of namesOf(unit, systemd, ['Requires', 'BindsTo']))
      await systemd.find(needed)?.start()
    return unit.start()
  },
  stop: async (unit, systemd) => {
    await Promise.all(runningOn(unit, systemd).map((each) => each.stop()))
    return unit.stop()
  },
  restart: async (unit, systemd) => {
    const dependents = runningOn(unit, systemd)
    await Promise.all(dependents.map((each) => each.stop()))
    const result = await unit.restart()
    await Promise.all(dependents.map((each) => each.start()))
    return result
  },
}

/** What a unit's file names under these keys. */
const namesOf = (unit: Unit, { files }: Systemd, keys: readonly string[]): string[] => {
  const file = files.read(unit.definition.fragment)
  return keys.flatMap((key) => file.words('Unit', key))
}

/** Those that run and go where the unit goes. */
const runningOn = ({ name }: Unit, systemd: Systemd): Unit[] =>
  systemd
    .units()
    .filter(({ state }) => state === 'active' || state === 'activating')
    .filter((each) => namesOf(each, systemd, ['Requires', 'BindsTo', 'PartOf']).includes(name))

/** `start`, `stop` and `restart`: each waits for its jobs, unless `--no-block` says otherwise. */
export const jobVerb =
  (job: 'start' | 'stop' | 'restart'): SystemctlVerb =>
  async (names, call) => {
    if (names.length === 0) return { stderr: 'Too few arguments.\n', exitCode: 1 }
    const outputs = await Promise.all(names.map((name) => runJob(job, name, call)))
    return {
      stderr: outputs.map(({ stderr }) => stderr ?? '').join(''),
      exitCode: outputs.find(({ exitCode }) => exitCode)?.exitCode ?? 0,
    }
  }

export async function runJob(job: string, name: string, call: Call): Promise<CommandOutput> {
  const full = suffixed(name)
  const unit = call.systemd.find(name)
  if (!unit) {
    const what = job === 'stop' ? 'not loaded' : 'not found'
    return { stderr: `Failed to ${job} ${full}: Unit ${full} ${what}.\n`, exitCode: 5 }
  }
  if (call.context.user.uid !== 0) {
    const hint = `See system logs and 'systemctl status ${full}' for details.\n`
    return { stderr: interactive(`Failed to ${job} ${full}`, hint), exitCode: 1 }
  }
  if (!unit.definition.transient) call.context.altered(`unit ${full}: ${job}`)
  const warning = call.systemd.needsReload(unit) ? changedOnDisk(unit) : ''
  const done = acts[job]?.(unit, call.systemd)
  if (call.flags.has('no-block')) return { stderr: warning }
  const failure = failureText(full, (await done) ?? 'done')
  return { stderr: warning + failure, exitCode: failure === '' ? 0 : 1 }
}

function failureText(unit: string, result: JobResult): string {
  if (result === 'done') return ''
  if (result === 'canceled') return `Job for ${unit} canceled.\n`
  if (!unit.endsWith('.service')) return 'Job failed. See "journalctl -xe" for details.\n'
  return (
    `Job for ${unit} failed because the control process exited with error code.\n` +
    `See "systemctl status ${unit}" and "journalctl -xeu ${unit}" for details.\n`
  )
}

/** `reset-failed`, of all units without a name. */
export const resetFailed: SystemctlVerb = (names, { systemd, context }) => {
  if (context.user.uid !== 0)
    return { stderr: interactive('Failed to reset failed state'), exitCode: 1 }
  let stderr = ''
  const units = names.length > 0 ? names : systemd.units().map(({ name }) => name)
  for (const name of units) {
    const unit = systemd.find(name)
    const full = suffixed(name)
    if (unit) unit.resetFailed()
    else stderr += `Failed to reset failed state of unit ${full}: Unit ${full} not loaded.\n`
  }
  return { stderr, exitCode: stderr === '' ? 0 : 1 }
}
