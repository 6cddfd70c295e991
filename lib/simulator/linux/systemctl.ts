import type { SimulatedCommand } from '../machine/types'
import type { Systemd } from './systemd'
import { type Call, lines, suffixed, type SystemctlVerb } from './systemctl-call'
import { listUnitFiles, listUnits } from './systemctl-lists'
import { describeStatus } from './systemctl-status'
import { properties } from './systemctl-show'
import type { Unit } from './unit'

/** `systemctl` with the texts and exit codes of systemd 252. */
export const systemctlCommand = (systemd: Systemd): SimulatedCommand => ({
  name: 'systemctl',
  path: '/bin/systemctl',
  async run(args, context) {
    const { words, flags, wanted } = parse(args)
    const [verb = 'list-units', ...units] = words
    const act = verbs[verb]
    if (!act) return { stderr: `Unknown command verb ${verb}.\n`, exitCode: 1 }
    return act(units, { systemd, context, flags, wanted })
  },
})

const verbs: Readonly<Record<string, SystemctlVerb>> = {
  start: altering('start', (unit) => unit.start()),
  stop: altering('stop', (unit) => unit.stop()),
  restart: altering('restart', (unit) => unit.restart()),
  'reset-failed': altering('reset', (unit) => unit.resetFailed()),
  enable: altering('enable', (unit, call) => setEnabled(unit, true, call)),
  disable: altering('disable', (unit, call) => setEnabled(unit, false, call)),
  'daemon-reload': (_units, { context }) =>
    context.user.uid === 0 ? {} : { stderr: interactive('Failed to reload daemon'), exitCode: 1 },
  'is-active': (units, { systemd, flags }) => {
    const states = units.map((name) => systemd.find(name)?.state ?? 'inactive')
    return {
      stdout: flags.has('quiet') ? '' : lines(states),
      exitCode: states.includes('active') ? 0 : 3,
    }
  },
  'is-failed': (units, { systemd }) => {
    const states = units.map((name) => systemd.find(name)?.state ?? 'inactive')
    return { stdout: lines(states), exitCode: states.includes('failed') ? 0 : 1 }
  },
  'is-enabled': (units, { systemd, flags }) => {
    const [name = ''] = units
    const unit = systemd.find(name)
    if (!unit)
      return {
        stderr: `Failed to get unit file state for ${suffixed(name)}: No such file or directory\n`,
        exitCode: 1,
      }
    const stdout = flags.has('quiet') ? '' : `${unit.enablement}\n`
    return { stdout, exitCode: unit.enablement === 'disabled' ? 1 : 0 }
  },
  status: (units, { systemd, context }) => {
    const [name = ''] = units
    const unit = systemd.find(name)
    if (!unit) return { stderr: `Unit ${suffixed(name)} could not be found.\n`, exitCode: 4 }
    const stdout = describeStatus(unit, systemd, context.machine.hostname)
    return { stdout, exitCode: unit.state === 'active' ? 0 : 3 }
  },
  show: (units, { systemd, wanted, flags }) => {
    const blocks = units.map((name) => {
      const values = properties(systemd.find(name), suffixed(name), systemd)
      const names = wanted.length > 0 ? wanted : Object.keys(values)
      return lines(
        names.flatMap((property) => {
          const value = values[property]
          if (value === undefined) return []
          return [flags.has('value') ? value : `${property}=${value}`]
        }),
      )
    })
    return { stdout: blocks.join('\n') }
  },
  cat: (units, { systemd, context }) => {
    const [name = ''] = units
    const unit = systemd.find(name)
    if (!unit) return { stderr: `No files found for ${suffixed(name)}.\n`, exitCode: 1 }
    const files = [systemd.fragment(unit), ...systemd.dropIns(unit)]
    return {
      stdout: files.map((file) => `# ${file}\n${context.machine.fs.readText(file)}`).join('\n'),
    }
  },
  'list-unit-files': listUnitFiles,
  'list-units': listUnits,
}

function altering(
  job: string,
  act: (unit: Unit, call: Call) => string | void | Promise<void>,
): SystemctlVerb {
  return async (names, call) => {
    let stderr = ''
    for (const name of names) {
      const unit = call.systemd.find(name)
      const full = suffixed(name)
      if (!unit)
        return {
          stderr: notFound(job, full),
          exitCode: job === 'enable' || job === 'disable' ? 1 : 5,
        }
      if (call.context.user.uid !== 0)
        return {
          stderr: interactive(
            `Failed to ${job} ${full}`,
            `See system logs and 'systemctl status ${full}' for details.\n`,
          ),
          exitCode: 1,
        }
      call.context.altered(`unit ${full}: ${job}`)
      stderr += (await act(unit, call)) ?? ''
    }
    return { stderr }
  }
}

function setEnabled(unit: Unit, enabled: boolean, { context }: Call): string {
  const link = `/etc/systemd/system/multi-user.target.wants/${unit.name}`
  const was = unit.enablement
  unit.enablement = enabled ? 'enabled' : 'disabled'
  if (enabled === (was === 'enabled')) return ''
  const { fs } = context
  if (!enabled) {
    fs.remove(link)
    return `Removed "${link}".\n`
  }
  fs.mkdirp('/etc/systemd/system/multi-user.target.wants')
  fs.remove(link)
  fs.symlink(`/lib/systemd/system/${unit.name}`, link)
  return `Created symlink ${link} → /lib/systemd/system/${unit.name}.\n`
}

const interactive = (what: string, rest = ''): string =>
  `${what}: Interactive authentication required.\n${rest}`

const notFound = (job: string, unit: string): string =>
  job === 'enable' || job === 'disable'
    ? `Failed to ${job} unit: Unit file ${unit} does not exist.\n`
    : job === 'stop' || job === 'reset'
      ? `Failed to ${job} ${unit}: Unit ${unit} not loaded.\n`
      : `Failed to ${job} ${unit}: Unit ${unit} not found.\n`

function parse(args: readonly string[]): { words: string[]; flags: Set<string>; wanted: string[] } {
  const words: string[] = []
  const flags = new Set<string>()
  const wanted: string[] = []
  for (let at = 0; at < args.length; at++) {
    const arg = args[at] ?? ''
    const property = /^(?:-p|--property)(?:=?(.*))$/.exec(arg)
    if (property) wanted.push(...(property[1] || (args[++at] ?? '')).split(','))
    else if (arg === '-q' || arg === '--quiet') flags.add('quiet')
    else if (arg === '-t' || arg === '-n' || arg === '--type') at++
    else if (arg.startsWith('-')) flags.add(arg.replace(/^-+/, ''))
    else words.push(arg)
  }
  return { words, flags, wanted }
}
