import { randomBytes } from 'node:crypto'
import { nameOf } from '../file-system/paths'
import type { Machine } from './machine'

/** The files every Debian machine has from the start. */
export const furnish = (machine: Machine): void => {
  const { fs, users } = machine
  for (const path of [
    '/usr/bin',
    '/usr/sbin',
    '/usr/local/bin',
    '/usr/local/sbin',
    '/usr/lib',
    '/usr/share',
  ]) {
    fs.mkdirp(path)
  }
  for (const name of ['bin', 'sbin', 'lib']) fs.symlink(`usr/${name}`, `/${name}`)
  for (const path of [
    '/etc',
    '/opt',
    '/run',
    '/srv',
    '/mnt',
    '/home',
    '/var/lib',
    '/var/log',
    '/var/cache',
  ])
    fs.mkdirp(path)
  fs.mkdirp('/var/run')
  fs.remove('/var/run')
  fs.symlink('/run', '/var/run')
  fs.symlink('/run/lock', '/var/lock')
  for (const path of ['/tmp', '/var/tmp', '/run/lock']) fs.mkdirp(path, { mode: 0o1777 })
  for (const user of users.all().filter(({ shell }) => shell === undefined)) {
    fs.mkdirp(user.home, { uid: user.uid, gid: user.gid, mode: user.uid === 0 ? 0o700 : 0o755 })
  }

  fs.mkdirp('/dev')
  for (const name of ['null', 'tty']) fs.device(`/dev/${name}`)
  for (const name of ['zero', 'full']) fs.device(`/dev/${name}`, (bytes) => Buffer.alloc(bytes))
  for (const name of ['random', 'urandom']) fs.device(`/dev/${name}`, randomBytes)

  fs.generate('/etc/passwd', { read: () => users.passwd(), write: () => undefined })
  fs.generate('/etc/group', { read: () => users.group(), write: () => undefined })
  fs.writeText('/etc/hostname', `${machine.hostname}\n`)
  fs.writeText(
    '/etc/hosts',
    `127.0.0.1 localhost\n::1 localhost ip6-localhost ip6-loopback\n127.0.1.1 ${machine.hostname}\n`,
  )
  fs.writeText(
    '/etc/nsswitch.conf',
    'passwd:         files\ngroup:          files\nshadow:         files\n\nhosts:          files dns\n',
  )
  fs.writeText('/etc/os-release', osRelease('12'))

  fs.writeText(
    '/proc/meminfo',
    'MemTotal:        4012360 kB\nMemFree:         1804112 kB\nMemAvailable:    2911876 kB\nSwapTotal:             0 kB\n',
  )
  fs.writeText('/proc/loadavg', '0.12 0.08 0.05 1/214 2048\n')
  fs.writeText(
    '/proc/cpuinfo',
    [0, 1].map((cpu) => `processor\t: ${cpu}\nmodel name\t: QEMU Virtual CPU\n\n`).join(''),
  )
  fs.writeText('/etc/machine-id', `${machine.random.of('machine-id').hex(32)}\n`)
  fs.writeText('/etc/timezone', 'Etc/UTC\n')
  fs.writeText('/etc/debian_version', '12.11\n')
  fs.writeText('/etc/fstab', '')
  fs.writeText('/etc/shadow', users.shadow(), { mode: 0o640, gid: 42 })
  fs.writeText('/etc/sudoers', sudoers, { mode: 0o440 })
  fs.writeText('/proc/swaps', 'Filename\t\t\t\tType\t\tSize\t\tUsed\t\tPriority\n')
  fs.writeText('/proc/cmdline', 'BOOT_IMAGE=/boot/vmlinuz root=/dev/vda1 ro console=ttyS0\n')
  fs.writeText(
    '/proc/filesystems',
    ['nodev\tsysfs', 'nodev\ttmpfs', 'nodev\tproc', 'nodev\toverlay', '\text4', ''].join('\n'),
  )
  fs.generate('/proc/version', {
    read: () =>
      `Linux version ${fs.readText('/proc/sys/kernel/osrelease').trim()} (debian-kernel@lists.debian.org)\n`,
  })
  fs.generate('/proc/mounts', { read: () => machine.mounts.text() })
  fs.linkEach('/proc/self', ({ pid }) => String(pid?.() ?? 1))
  fs.symlink('/proc/mounts', '/etc/mtab')
  fs.generate('/proc/uptime', { read: () => uptime(machine) })
  fs.generate('/proc/sys/kernel/random/boot_id', { read: () => `${machine.bootId}\n` })
  fs.writeText('/proc/sys/kernel/osrelease', '6.1.0-29-2-amd64\n')
  fs.writeText('/proc/sys/kernel/version', '#1 SMP PREEMPT_DYNAMIC Debian 6.1.123-1 (2025-01-02)\n')
  fs.generate('/proc/sys/kernel/hostname', {
    read: () => `${machine.hostname}\n`,
    write: (text) => (machine.hostname = text.trim()),
  })
}

/** PID 1, whose start together with boot_id names a boot. */
export const startInit = ({ processes }: Machine, args: readonly string[]): void => {
  const [program = ''] = args
  const name = program === '/sbin/init' ? 'systemd' : nameOf(program)
  processes.start({ pid: 1, ppid: 0, user: 'root', name, args })
}

/** What a boot leaves of what lives in memory, or is swept by systemd-tmpfiles: nothing. */
export const emptyMemory = ({ fs }: Machine): void => {
  for (const directory of ['/tmp', '/run', '/dev/shm'])
    for (const name of fs.exists(directory) ? fs.list(directory) : [])
      fs.remove(`${directory}/${name}`)
  fs.mkdirp('/run/lock', { mode: 0o1777 })
}

const uptime = ({ clock, bootedAt }: Machine): string => {
  const seconds = (clock.monotonic() - bootedAt) / 1000
  return `${seconds.toFixed(2)} ${(seconds * 3.6).toFixed(2)}\n`
}

const sudoers =
  'Defaults\tenv_reset\nDefaults\tmail_badpass\nroot\tALL=(ALL:ALL) ALL\n%sudo\tALL=(ALL:ALL) ALL\n'

/** Of a Debian, by its number: `13`. */
export function osRelease(version: '12' | '13'): string {
  const codename = version === '12' ? 'bookworm' : 'trixie'
  return `PRETTY_NAME="Debian GNU/Linux ${version} (${codename})"
NAME="Debian GNU/Linux"
VERSION_ID="${version}"
VERSION="${version} (${codename})"
VERSION_CODENAME=${codename}
ID=debian
`
}
