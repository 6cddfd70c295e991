import type { SimulatedCommand } from '../../machine/types'
import { listTimers } from './list-timers'
import { notSimulated } from '../../machine/commands/not-simulated'
import { matches } from '../../shell/words/patterns'
import type { Unit } from '../systemd/unit'
import type { Systemd } from '../systemd/systemd'
import { accessDenied, lines, suffixed, type SystemctlVerb } from './systemctl-call'
import { cat } from './systemctl-cat'
import { enablingVerb, isEnabled, reenable } from './systemctl-enabling'
import { jobVerb, killUnits, resetFailed } from './systemctl-jobs'
import { listUnitFiles, listUnits } from './systemctl-lists'
import { maskingVerb } from './systemctl-masking'
import { parseSystemctl, SystemctlUsageError, typesHelp } from './systemctl-options'
import { powerVerb } from './systemctl-power'
import { show } from './systemctl-show'
import { status } from './systemctl-status'

const trees = () => require('./list-dependencies') as typeof import('./list-dependencies')

/** `systemctl` with the texts and exit codes of systemd 252. */
export const systemctlCommand = (systemd: Systemd): SimulatedCommand => ({
  name: 'systemctl',
  async run(args, context) {
    try {
      const { words, ...options } = parseSystemctl(args)
      if (options.flags.has('version')) return { stdout: version }
      if (options.types.includes('help')) return { stdout: typesHelp }
      const [verb = 'list-units', ...units] = words
      const act = verbs[verb]
      if (!act && realVerbs.has(verb))
        return notSimulated(context.machine, `systemctl ${verb}`, `systemctl ${args.join(' ')}`)
      if (!act) return { stderr: `Unknown command verb ${verb}.\n`, exitCode: 1 }
      if (needsUnits.has(verb) && units.length === 0)
        return { stderr: 'Too few arguments.\n', exitCode: 1 }
      return await act(units, { systemd, context, ...options })
    } catch (error) {
      if (error instanceof SystemctlUsageError) return { stderr: `${error.message}\n`, exitCode: 1 }
      throw error
    }
  },
})

/** Of `systemctl`, `systemd-run` and `journalctl`. */
export const version = `systemd 252 (252.38-1~deb12u1)
+PAM +AUDIT +SELINUX +APPARMOR +IMA +SMACK +SECCOMP +GCRYPT -GNUTLS +OPENSSL +ACL +BLKID +CURL +ELFUTILS +FIDO2 +IDN2 -IDN +IPTC +KMOD +LIBCRYPTSETUP +LIBFDISK +PCRE2 -PWQUALITY +P11KIT +QRENCODE +TPM2 +BZIP2 +LZ4 +XZ +ZLIB +ZSTD -BPF_FRAMEWORK -XKBCOMMON +UTMP +SYSVINIT default-hierarchy=unified
`

/** Of a pattern: those that are loaded. */
const unitsLike = (systemd: Systemd, pattern: string): readonly Unit[] =>
  systemd.units().filter(({ name, state }) => state !== 'inactive' && matches(pattern, name))

/** Units whose state is one of these words: enough for exit code 0. */
const stateVerb =
  (wanted: string, otherwise: number): SystemctlVerb =>
  (names, { systemd, flags }) => {
    const states = names.flatMap((name) => {
      if (/[*?[]/.test(name)) return unitsLike(systemd, name).map(({ state }) => state)
      return systemd.find(name)?.state ?? 'inactive'
    })
    return {
      stdout: flags.has('quiet') ? '' : lines(states),
      exitCode: states.some((state) => state === wanted) ? 0 : otherwise,
    }
  }

/** Manuals are not there. */
const helpOf: SystemctlVerb = (names, { systemd }) => {
  const told = names.map((name) => {
    const unit = systemd.find(name)
    if (!unit) return `Unit ${suffixed(name)} could not be found.\n`
    const { documentation } = unit.definition
    return documentation ? '' : `Documentation for ${unit.name} not known.\n`
  })
  return { stderr: told.join('') }
}

/** What systemctl of systemd 252 knows on top. */
const realVerbs = new Set(
  'list-sockets list-paths list-machines add-wants add-requires preset preset-all revert link set-default get-default isolate clean freeze thaw set-property bind mount-image service-log-level service-log-target cancel show-environment set-environment unset-environment import-environment log-level log-target service-watchdogs default rescue emergency halt kexec exit switch-root suspend hibernate hybrid-sleep suspend-then-hibernate soft-reboot daemon-reexec whoami'.split(
    ' ',
  ),
)

const verbs: Readonly<Record<string, SystemctlVerb>> = {
  start: jobVerb('start'),
  stop: jobVerb('stop'),
  restart: jobVerb('restart'),
  'try-restart': jobVerb('try-restart'),
  condrestart: jobVerb('try-restart'),
  reload: jobVerb('reload'),
  'reload-or-restart': jobVerb('reload-or-restart'),
  'try-reload-or-restart': jobVerb('try-restart'),
  kill: killUnits,
  'reset-failed': resetFailed,
  enable: enablingVerb('enable'),
  disable: enablingVerb('disable'),
  reenable,
  mask: maskingVerb('mask'),
  unmask: maskingVerb('unmask'),
  'is-enabled': isEnabled,
  'daemon-reload': (_units, { systemd, context }) => {
    if (context.user.uid !== 0) return { stderr: accessDenied('Reload daemon failed'), exitCode: 1 }
    systemd.reload()
    return {}
  },
  'is-active': stateVerb('active', 3),
  'is-failed': stateVerb('failed', 1),
  'get-default': () => ({ stdout: 'graphical.target\n' }),
  'is-system-running': (_units, { systemd }) => {
    const { systemState } = systemd
    return { stdout: `${systemState}\n`, exitCode: systemState === 'running' ? 0 : 1 }
  },
  status,
  show,
  cat,
  edit: () => ({ stderr: 'Cannot edit units if not on a tty.\n', exitCode: 1 }),
  'list-unit-files': listUnitFiles,
  'list-units': listUnits,
  'list-timers': listTimers,
  'list-dependencies': (names, call) => trees().listDependencies(names, call),
  help: helpOf,
  'list-automounts': () => ({
    stdout:
      'WHAT WHERE MOUNTED IDLE TIMEOUT UNIT\n\n0 automounts listed.\nPass --all to see loaded but inactive automounts, too.\n',
  }),
  'list-jobs': () => ({ stdout: 'No jobs running.\n' }),
  reboot: powerVerb('reboot'),
  poweroff: powerVerb('poweroff'),
}

const needsUnits = new Set(
  Object.keys(verbs).filter(
    (verb) =>
      !/^(list-|get-default|reset-failed|daemon-|is-system|status|show|reboot|poweroff|reload-or)/.test(
        verb,
      ),
  ),
)
