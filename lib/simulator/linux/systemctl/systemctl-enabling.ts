import { accessDenied, type Call, suffixed, type SystemctlVerb } from './systemctl-call'
import { runJob } from './systemctl-jobs'
import type { Unit } from '../systemd/unit'

/** `enable` and `disable`, with `--now`. */
export const enablingVerb =
  (verb: 'enable' | 'disable'): SystemctlVerb =>
  async (names, call) => {
    let stderr = ''
    let notInstalled = 0
    for (const name of names) {
      const unit = call.systemd.find(name)
      const full = suffixed(name)
      if (!unit)
        return {
          stderr: `Failed to ${verb} unit: Unit file ${full} does not exist.\n`,
          exitCode: 1,
        }
      if (call.context.user.uid !== 0)
        return { stderr: accessDenied(`Failed to ${verb} unit`), exitCode: 1 }
      if (verb === 'enable' && call.systemd.files.isMasked(full))
        return {
          stderr: `Failed to enable unit: Unit file /etc/systemd/system/${full} is masked.\n`,
          exitCode: 1,
        }
      if (unit.enablement === 'transient')
        return {
          stderr: `Failed to ${verb} unit: Unit ${unit.definition.fragment} is transient or generated.\n`,
          exitCode: 1,
        }
      call.context.altered(`unit ${full}: ${verb}`)
      if (verb === 'enable' && unit.enablement === 'static') notInstalled++
      else {
        const told = linked(unit, verb, call)
        if (!call.flags.has('quiet')) stderr += told
      }
      if (!call.flags.has('now')) continue
      const job = await runJob(verb === 'enable' ? 'start' : 'stop', name, call)
      stderr += job.stderr ?? ''
      if (job.exitCode) return { stderr, exitCode: job.exitCode }
    }
    // That some of several can't be enabled is not told.
    return { stderr: notInstalled > 0 && notInstalled === names.length ? notInstallable : stderr }
  }

/** `reenable`: the links are made anew. */
export const reenable: SystemctlVerb = async (names, call) => {
  const gone = await enablingVerb('disable')(names, call)
  if (gone.exitCode)
    return { ...gone, stderr: (gone.stderr ?? '').replace('to disable', 'to reenable') }
  const made = await enablingVerb('enable')(names, call)
  return { ...made, stderr: `${gone.stderr ?? ''}${made.stderr ?? ''}` }
}

function linked(unit: Unit, verb: 'enable' | 'disable', call: Call): string {
  const { systemd, context, flags } = call
  const { fragment } = unit.definition
  if (verb === 'disable')
    return systemd.files
      .unlink(unit.name, flags.has('runtime'), context.fs)
      .map((link) => `Removed "${link}".\n`)
      .join('')
  return systemd.files
    .link(fragment, context.fs, flags.has('runtime'))
    .map((link) => `Created symlink ${link} → ${fragment}.\n`)
    .join('')
}

/** Each unit's own word; one that is enabled is enough for exit code 0. It stops at one that isn't there. */
export const isEnabled: SystemctlVerb = (names, { systemd, flags }) => {
  const states: string[] = []
  let stderr = ''
  for (const name of names) {
    const enablement = systemd.files.isMasked(suffixed(name))
      ? 'masked'
      : systemd.find(name)?.enablement
    if (enablement === undefined) {
      stderr = `Failed to get unit file state for ${suffixed(name)}: No such file or directory\n`
      break
    }
    states.push(enablement)
  }
  const someAre = states.some((state) => !['disabled', 'transient', 'masked'].includes(state))
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
