import type { SimulatedCommand } from '../machine/types'
import { listTimers } from './list-timers'
import type { Systemd } from './systemd'
import { interactive, lines, suffixed, type SystemctlVerb } from './systemctl-call'
import { enablingVerb, isEnabled } from './systemctl-enabling'
import { jobVerb, resetFailed } from './systemctl-jobs'
import { listUnitFiles, listUnits } from './systemctl-lists'
import { powerVerb } from './systemctl-power'
import { properties } from './systemctl-show'
import { status } from './systemctl-status'

/** `systemctl` with the texts and exit codes of systemd 252. */
export const systemctlCommand = (systemd: Systemd): SimulatedCommand => ({
  name: 'systemctl',
  async run(args, context) {
    const { words, flags, wanted, lines } = parse(args)
    if (flags.has('version')) return { stdout: version }
    const [verb = 'list-units', ...units] = words
    const act = verbs[verb]
    if (!act) return { stderr: `Unknown command verb ${verb}.\n`, exitCode: 1 }
    return act(units, { systemd, context, flags, wanted, lines })
  },
})

/** Of `systemctl` and `systemd-run`. */
export const version = `systemd 252 (252.38-1~deb12u1)
+PAM +AUDIT +SELINUX +APPARMOR +IMA +SMACK +SECCOMP +GCRYPT -GNUTLS +OPENSSL +ACL +BLKID +CURL +ELFUTILS +FIDO2 +IDN2 -IDN +IPTC +KMOD +LIBCRYPTSETUP +LIBFDISK +PCRE2 -PWQUALITY +P11KIT +QRENCODE +TPM2 +BZIP2 +LZ4 +XZ +ZLIB +ZSTD -BPF_FRAMEWORK -XKBCOMMON +UTMP +SYSVINIT default-hierarchy=unified
`

const verbs: Readonly<Record<string, SystemctlVerb>> = {
  start: jobVerb('start'),
  stop: jobVerb('stop'),
  restart: jobVerb('restart'),
  'reset-failed': resetFailed,
  enable: enablingVerb('enable'),
  disable: enablingVerb('disable'),
  'is-enabled': isEnabled,
  'daemon-reload': (_units, { systemd, context }) => {
    if (context.user.uid !== 0)
      return { stderr: interactive('Failed to reload daemon'), exitCode: 1 }
    systemd.reload()
    return {}
  },
  'is-active': (units, { systemd, flags }) => {
    const states = units.map((name) => systemd.find(name)?.state ?? 'inactive')
    return {
      stdout: flags.has('quiet') ? '' : lines(states),
      exitCode: states.includes('active') ? 0 : 3,
    }
  },
  'is-failed': (units, { systemd, flags }) => {
    const states = units.map((name) => systemd.find(name)?.state ?? 'inactive')
    return {
      stdout: flags.has('quiet') ? '' : lines(states),
      exitCode: states.includes('failed') ? 0 : 1,
    }
  },
  'is-system-running': (_units, { systemd }) => {
    const isDegraded = systemd.units().some(({ state }) => state === 'failed')
    return { stdout: isDegraded ? 'degraded\n' : 'running\n', exitCode: isDegraded ? 1 : 0 }
  },
  status,
  show: (units, { systemd, wanted, flags }) => {
    const blocks = units.map((name) => {
      const values = properties(systemd.find(name), suffixed(name), systemd)
      const shown = Object.keys(values).filter(
        (property) => wanted.length === 0 || wanted.includes(property),
      )
      return lines(
        shown.map((property) =>
          flags.has('value') ? (values[property] ?? '') : `${property}=${values[property] ?? ''}`,
        ),
      )
    })
    return { stdout: blocks.join('\n') }
  },
  cat: (units, { systemd, context }) => {
    const [name = ''] = units
    const unit = systemd.find(name)
    if (!unit) return { stderr: `No files found for ${suffixed(name)}.\n`, exitCode: 1 }
    const files = [unit.definition.fragment, ...systemd.files.dropIns(unit.name)]
    return {
      stdout: files.map((file) => `# ${file}\n${context.machine.fs.readText(file)}`).join('\n'),
    }
  },
  'list-unit-files': listUnitFiles,
  'list-units': listUnits,
  'list-timers': listTimers,
  reboot: powerVerb('reboot'),
  poweroff: powerVerb('poweroff'),
}

function parse(args: readonly string[]): {
  words: string[]
  flags: Set<string>
  wanted: string[]
  lines: number
} {
  const words: string[] = []
  const flags = new Set<string>()
  const wanted: string[] = []
  let count = 10
  for (let at = 0; at < args.length; at++) {
    const arg = args[at] ?? ''
    const property = /^(?:-p|--property)(?:=?(.*))$/.exec(arg)
    if (property) wanted.push(...(property[1] || (args[++at] ?? '')).split(','))
    else if (arg === '-q') flags.add('quiet')
    else if (arg === '-a') flags.add('all')
    else if (arg === '-f') flags.add('force')
    else if (arg === '-t' || arg === '--type') at++
    else if (arg === '-n' || arg === '--lines') count = Number(args[++at])
    else if (/^(-n|--lines=)\d+$/.test(arg)) count = Number(/\d+$/.exec(arg)?.[0])
    else if (arg.startsWith('-')) flags.add(arg.replace(/^-+/, ''))
    else words.push(arg)
  }
  return { words, flags, wanted, lines: count }
}
