import type { CommandContext, CommandOutput, SimulatedCommand } from '../machine/types'

/** `sysctl` over the files below /proc/sys. */
export const sysctlCommand: SimulatedCommand = {
  name: 'sysctl',
  path: '/sbin/sysctl',
  run(args, context) {
    const flags = args.filter((arg) => arg.startsWith('-'))
    const quiet = flags.some((flag) => /^-[a-z]*q/.test(flag) || flag === '--quiet')
    const valueOnly = flags.some((flag) => /^-[a-z]*n/.test(flag) || flag === '--values')
    const results = args
      .filter((arg) => !arg.startsWith('-'))
      .map((arg) =>
        arg.includes('=') ? write(arg, quiet, context) : read(arg, valueOnly, context),
      )
    return {
      stdout: results.map(({ stdout }) => stdout ?? '').join(''),
      stderr: results.map(({ stderr }) => stderr ?? '').join(''),
      exitCode: Math.max(0, ...results.map(({ exitCode }) => exitCode ?? 0)),
    }
  },
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
  fs.write(pathOf(key.trim()), `${value}\n`)
  return { stdout: quiet ? '' : `${key.trim()} = ${value}\n` }
}
