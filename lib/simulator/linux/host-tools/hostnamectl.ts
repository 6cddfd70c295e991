import type { CommandContext, CommandOutput } from '../../machine/types'

/** `hostnamectl [status|hostname [NAME]|set-hostname NAME]`. */
export function hostnamectl(args: readonly string[], context: CommandContext): CommandOutput {
  const { machine } = context
  const flags = args.filter((arg) => arg.startsWith('-'))
  const [verb = flags.some((flag) => /^--(static|transient|pretty)$/.test(flag)) ? 'hostname' : 'status', name] = args.filter((arg) => !arg.startsWith('-')) // prettier-ignore
  if (verb === 'status') return { stdout: status(context) }
  if (verb === 'hostname' && name === undefined)
    return { stdout: flags.includes('--pretty') ? '\n' : `${machine.hostname}\n` }
  if (verb === 'hostname' || verb === 'set-hostname') return setName(name, context)
  return { stderr: `Unknown command verb ${verb}.\n`, exitCode: 1 }
}

function setName(
  name: string | undefined,
  { machine, fs, user, altered }: CommandContext,
): CommandOutput {
  if (name === undefined) return { stderr: 'Too few arguments.\n', exitCode: 1 }
  if (user.uid !== 0)
    return { stderr: 'Could not set static hostname: Access denied\n', exitCode: 1 }
  altered('hostname')
  machine.hostname = name
  fs.write('/etc/hostname', `${name}\n`)
  return {}
}

function status({ machine }: CommandContext): string {
  const read = (path: string): string =>
    machine.fs.exists(path) ? machine.fs.readText(path).trim() : ''
  const system = /PRETTY_NAME="(.*)"/.exec(read('/etc/os-release'))?.[1] ?? ''
  return [
    ['Static hostname', machine.hostname],
    ['Icon name', 'computer-vm'],
    ['Chassis', 'vm'],
    ['Machine ID', read('/etc/machine-id')],
    ['Boot ID', machine.bootId.replaceAll('-', '')],
    ['Virtualization', 'kvm'],
    ['Operating System', system],
    ['Kernel', `Linux ${read('/proc/sys/kernel/osrelease')}`],
    ['Architecture', 'x86-64'],
  ]
    .map(([title = '', value = '']) => `${title.padStart(16)}: ${value}\n`)
    .join('')
}
