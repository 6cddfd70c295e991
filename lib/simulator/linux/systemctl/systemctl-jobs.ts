import type { CommandOutput } from '../../machine/types'
import { fnmatch } from '../../machine/fnmatch'
import { signalNamed } from '../../shell/signals'
import { ServiceUnit } from '../systemd/service-unit'
import {
  accessDenied,
  type Call,
  changedOnDisk,
  suffixed,
  type SystemctlVerb,
} from './systemctl-call'
import type { Systemd } from '../systemd/systemd'
import type { JobResult, Unit } from '../systemd/unit'

type Act = (unit: Unit, systemd: Systemd) => Promise<JobResult>

const restart: Act = async (unit, systemd) => {
  const dependents = runningOn(unit, systemd)
  await Promise.all(dependents.map((each) => each.stop()))
  const result = await unit.restart()
  await Promise.all(dependents.map((each) => each.start()))
  return result
}

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
  restart,
  'try-restart': async (unit, systemd) => (unit.inUse ? restart(unit, systemd) : 'done'),
  'reload-or-restart': restart,
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

/** `start`, `stop` and the like: each waits for its jobs, unless `--no-block` says otherwise. */
export const jobVerb =
  (job: string): SystemctlVerb =>
  async (patterns, call) => {
    const names = patterns.flatMap((each) => named(each, call))
    const outputs = await Promise.all(names.map((name) => runJob(job, name, call)))
    return {
      stderr: outputs.map(({ stderr }) => stderr ?? '').join(''),
      exitCode: outputs.find(({ exitCode }) => exitCode)?.exitCode ?? 0,
    }
  }

/** Patterns are of loaded units; one that none of them fits asks for nothing. */
function named(pattern: string, { systemd }: Call): string[] {
  if (!/[*?[]/.test(pattern)) return [pattern]
  const form = fnmatch(pattern)
  return systemd
    .units()
    .filter((unit) => systemd.isLoaded(unit) && form.test(unit.name))
    .map(({ name }) => name)
}

export async function runJob(job: string, name: string, call: Call): Promise<CommandOutput> {
  const full = suffixed(name)
  const unit = call.systemd.find(name)
  const hint = `See system logs and 'systemctl status ${full}' for details.\n`
  if (call.context.user.uid !== 0)
    return { stderr: accessDenied(`Failed to ${job} ${full}`, hint), exitCode: 4 }
  if (job !== 'stop' && call.systemd.files.isMasked(full))
    return { stderr: `Failed to ${job} ${full}: Unit ${full} is masked.\n`, exitCode: 1 }
  if (!unit) {
    const what = job === 'stop' ? 'not loaded' : 'not found'
    return { stderr: `Failed to ${job} ${full}: Unit ${full} ${what}.\n`, exitCode: 5 }
  }
  if (job !== 'stop' && unit.definition.isBad)
    return {
      stderr: `Failed to ${job} ${full}: Unit ${full} has a bad unit file setting.\n${hint}`,
      exitCode: 1,
    }
  if (job === 'reload')
    return {
      stderr: `Failed to reload ${full}: Job type reload is not applicable for unit ${full}.\n`,
      exitCode: 3,
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

/** `kill`: a signal to the main process of each unit; nothing to those that have none. */
export const killUnits: SystemctlVerb = (names, { systemd, context, signal }) => {
  const known = signalNamed(signal)
  if (known === undefined)
    return { stderr: `Failed to parse signal string "${signal}".\n`, exitCode: 1 }
  let stderr = ''
  for (const name of names.map(suffixed)) {
    const unit = systemd.find(name)
    if (!unit || !systemd.isLoaded(unit))
      stderr += `Failed to kill unit ${name}: Unit ${name} not loaded.\n`
    else if (context.user.uid !== 0) stderr += accessDenied(`Failed to kill unit ${name}`)
    else if (unit instanceof ServiceUnit && unit.pid !== null) {
      if (!unit.definition.transient) context.altered(`unit ${name}: kill`)
      context.machine.processes.signal(unit.pid, known)
    }
  }
  return { stderr, exitCode: stderr === '' ? 0 : 1 }
}

/** `reset-failed`, of all units without a name. */
export const resetFailed: SystemctlVerb = (names, { systemd, context }) => {
  let stderr = ''
  if (names.length === 0) {
    if (context.user.uid !== 0)
      return { stderr: accessDenied('Failed to execute operation'), exitCode: 1 }
    for (const unit of systemd.units()) unit.resetFailed()
  }
  for (const name of names.map(suffixed)) {
    const what = `Failed to reset failed state of unit ${name}`
    const unit = systemd.find(name)
    if (!unit || !systemd.isLoaded(unit)) stderr += `${what}: Unit ${name} not loaded.\n`
    else if (context.user.uid !== 0) stderr += accessDenied(what)
    else unit.resetFailed()
  }
  return { stderr, exitCode: stderr === '' ? 0 : 1 }
}
