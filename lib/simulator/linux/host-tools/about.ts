import type { CommandContext, CommandOutput } from '../../machine/types'

export const localectl = (): CommandOutput => ({
  stdout: 'System Locale: LANG=C.UTF-8\n    VC Keymap: n/a\n   X11 Layout: n/a\n',
})

export const detectVirt = (): CommandOutput => ({ stdout: 'kvm\n' })

/** `systemd-escape [-p] TEXT…`: as a unit's name has it. */
export function escape(args: readonly string[]): CommandOutput {
  const isPath = args.some((arg) => /^(-p|--path)$/.test(arg))
  const escaped = args
    .filter((arg) => !arg.startsWith('-'))
    .map((text) => (isPath ? text.replace(/^\/+|\/+$/g, '') || '/' : text))
    .map((text) => text.replace(/[^a-zA-Z0-9:_./]|^\./g, hex).replaceAll('/', '-'))
  return { stdout: `${escaped.join(' ')}\n` }
}

const hex = (character: string): string =>
  [...Buffer.from(character)].map((byte) => `\\x${byte.toString(16).padStart(2, '0')}`).join('')

export const lscpu = (_: readonly string[], { machine }: CommandContext): CommandOutput => {
  const model = /model name\s*: (.*)/.exec(machine.fs.readText('/proc/cpuinfo'))?.[1] ?? ''
  const rows = [
    ['Architecture', 'x86_64'],
    ['CPU op-mode(s)', '32-bit, 64-bit'],
    ['Byte Order', 'Little Endian'],
    ['CPU(s)', '2'],
    ['On-line CPU(s) list', '0,1'],
    ['Vendor ID', 'GenuineIntel'],
    ['Model name', model],
    ['Hypervisor vendor', 'KVM'],
    ['Virtualization type', 'full'],
  ]
  return { stdout: rows.map(([name, value]) => `${`${name}:`.padEnd(33)}${value}\n`).join('') }
}

/** What `modprobe` has loaded shows by what it brings. */
export function lsmod(_: readonly string[], { fs }: CommandContext): CommandOutput {
  const bridge = fs.exists('/proc/sys/net/bridge')
  const rows = [
    ...(bridge
      ? ['br_netfilter           32768  0', 'bridge                323584  1 br_netfilter']
      : []),
    'overlay               163840  0',
  ]
  return {
    stdout: `Module                  Size  Used by\n${rows.map((row) => `${row}\n`).join('')}`,
  }
}

/** Nobody has logged in at a terminal since the file was begun. */
export const last = (_: readonly string[], { machine }: CommandContext): CommandOutput => {
  const begun = new Date(machine.clock.now() - (machine.clock.monotonic() - machine.bootedAt))
  const [day = '', month = '', date = '', year = ''] = begun
    .toUTCString()
    .replace(',', '')
    .split(' ')
  return {
    stdout: `\nwtmp begins ${day} ${date} ${month} ${begun.toISOString().slice(11, 19)} ${year}\n`,
  }
}
