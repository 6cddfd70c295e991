import type { CommandContext, CommandOutput, SimulatedCommand } from '../machine/types'

/** `sysctl` over the files below /proc/sys. */
export const sysctlCommand: SimulatedCommand = {
  name: 'sysctl',
  path: '/sbin/sysctl',
  run(args, context) {
    const flags = args.filter((arg) => arg.startsWith('-'))
    const quiet = flags.some((flag) => /^-[a-z]*q/.test(flag) || flag === '--quiet')
    const valueOnly = flags.some((flag) => /^-[a-z]*n/.test(flag) || flag === '--values')
    const words = args.filter((arg) => !arg.startsWith('-'))
    const writes = flags.some((flag) => /^-[a-z]*w/.test(flag) || flag === '--write')
    const results = flags.some((flag) => /^-[a-z]*p/.test(flag) || flag === '--load')
      ? load(words[0] ?? '/etc/sysctl.conf', quiet, context)
      : words.map((arg) => {
          if (arg.includes('=')) return write(arg, quiet, context)
          return writes ? notAssigned : read(arg, valueOnly, context)
        })
    return {
      stdout: results.map(({ stdout }) => stdout ?? '').join(''),
      stderr: results.map(({ stderr }) => stderr ?? '').join(''),
      exitCode: Math.max(0, ...results.map(({ exitCode }) => exitCode ?? 0)),
    }
  },
}

const notAssigned: CommandOutput = {
  stderr: 'sysctl: command line(0): invalid syntax, continuing...\n',
  exitCode: 1,
}

/** What a file sets, line by line. */
function load(name: string, quiet: boolean, context: CommandContext): readonly CommandOutput[] {
  const path = name.startsWith('/') ? name : `${context.cwd}/${name}`
  if (!context.fs.exists(path))
    return [{ stderr: `sysctl: cannot open "${name}": No such file or directory\n`, exitCode: 1 }]
  return context.fs
    .readText(path)
    .split('\n')
    .filter((line) => /^\s*[^#;\s]/.test(line) && line.includes('='))
    .map((line) => write(line, quiet, context))
}

const pathOf = (key: string): string => `/proc/sys/${key.replace(/\./g, '/')}`
const noSuchKey = (key: string): CommandOutput => ({
  stderr: `sysctl: cannot stat ${pathOf(key)}: No such file or directory\n`,
  exitCode: 1,
})

function read(key: string, valueOnly: boolean, { machine }: CommandContext): CommandOutput {
  if (!machine.fs.exists(pathOf(key))) return noSuchKey(key)
  const value = machine.fs.readText(pathOf(key)).trimEnd()
  return { stdout: valueOnly ? `${value}\n` : `${key} = ${value}\n` }
}

function write(assignment: string, quiet: boolean, { fs, user }: CommandContext): CommandOutput {
  const [key = '', ...rest] = assignment.split('=')
  const value = rest.join('=').trim()
  if (!fs.exists(pathOf(key.trim()))) return noSuchKey(key.trim())
  if (user.uid !== 0)
    return { stderr: `sysctl: permission denied on key "${key.trim()}"\n`, exitCode: 1 }
  const isNumber = /^-?\d+$/.test(fs.readText(pathOf(key.trim())).trim())
  if (isNumber && !/^-?\d+$/.test(value))
    return { stderr: `sysctl: setting key "${key.trim()}": Invalid argument\n`, exitCode: 1 }
  fs.write(pathOf(key.trim()), `${value}\n`)
  return { stdout: quiet ? '' : `${key.trim()} = ${value}\n` }
}
