import { type Call, interactive, suffixed, type SystemctlVerb } from './systemctl-call'
import { runJob } from './systemctl-jobs'
import type { Unit } from './unit'

/** `enable` and `disable`, with `--now`. */
export const enablingVerb =
  (verb: 'enable' | 'disable'): SystemctlVerb =>
  async (names, call) => {
    let stderr = ''
    for (const name of names) {
      const unit = call.systemd.find(name)
      const full = suffixed(name)
      if (!unit)
        return {
          stderr: `Failed to ${verb} unit: Unit file ${full} does not exist.\n`,
          exitCode: 1,
        }
      if (call.context.user.uid !== 0)
        return { stderr: interactive(`Failed to ${verb} unit`), exitCode: 1 }
      if (unit.enablement === 'transient')
        return {
          stderr: `Failed to ${verb} unit: Unit file ${unit.definition.fragment} is transient or generated.\n`,
          exitCode: 1,
        }
      call.context.altered(`unit ${full}: ${verb}`)
      stderr += linked(unit, verb, call)
      if (!call.flags.has('now')) continue
      const job = await runJob(verb === 'enable' ? 'start' : 'stop', name, call)
      stderr += job.stderr ?? ''
      if (job.exitCode) return { stderr, exitCode: job.exitCode }
    }
    return { stderr }
  }

function linked(unit: Unit, verb: 'enable' | 'disable', { systemd, context }: Call): string {
  const { fragment } = unit.definition
  if (verb === 'disable')
    return systemd.files
      .unlink(fragment, context.fs)
      .map((link) => `Removed "${link}".\n`)
      .join('')
  if (unit.enablement === 'static') return notInstallable
  return systemd.files
    .link(fragment, context.fs)
    .map((link) => `Created symlink ${link} → ${fragment}.\n`)
    .join('')
}

/** Each unit's own word; one that is enabled is enough for exit code 0. It stops at one that isn't there. */
export const isEnabled: SystemctlVerb = (names, { systemd, flags }) => {
  const states: string[] = []
  let stderr = ''
  for (const name of names) {
    const enablement = systemd.find(name)?.enablement
    if (enablement === undefined) {
      stderr = `Failed to get unit file state for ${suffixed(name)}: No such file or directory\n`
      break
    }
    states.push(enablement)
  }
  const someAre = states.some((state) => state !== 'disabled' && state !== 'transient')
  return {
    stdout: flags.has('quiet') ? '' : states.map((state) => `${state}\n`).join(''),
    stderr,
    exitCode: stderr === '' && someAre ? 0 : 1,
  }
}

const notInstallable = `The unit files have no installation config (WantedBy=, RequiredBy=, Also=,
Alias= settings in the [Install] section, and DefaultInstance= for template
units). This means they are not meant to be enabled using systemctl.
 
Possible reasons for having this kind of units are:
• A unit may be statically enabled by being symlinked from another unit's
  .wants/ or .requires/ directory.
• A unit's purpose may be to act as a helper for some other unit which has
  a requirement dependency on it.
• A unit may be started when needed via activation (socket, path, timer,
  D-Bus, udev, scripted systemctl call, ...).
• In case of template units, the unit is meant to be enabled with some
  instance name specified.
`
