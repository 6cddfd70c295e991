import { reasonOf } from '../../file-system/file-system-error'
import { absolute } from '../../file-system/paths'
import { readScriptFile } from '../process/script-file'
import type { Dialect } from '../../shell/dialect'
import type { CommandOutput, ShellCommand, ShellContext } from '../types'

interface CommandLine {
  /** `-e`, `-u`, `-x`, as `set` takes them. */
  settings: string
  command: boolean
  fromStdin: boolean
  operands: readonly string[]
}

const readCommandLine = (args: readonly string[]): CommandLine => {
  const line: CommandLine = { settings: '', command: false, fromStdin: false, operands: [] }
  let index = 0
  for (; index < args.length; index++) {
    const arg = args[index] ?? ''
    if (arg === '--' || arg === '-') {
      index++
      break
    }
    if (arg.startsWith('--')) continue
    if (!/^[-+]\w/.test(arg)) break
    line.command ||= arg.includes('c')
    line.fromStdin ||= arg.includes('s')
    const letters = arg.replace(/[-+cslio]/g, '')
    if (letters) line.settings += `set ${arg[0]}${letters}; `
    if (arg.endsWith('o')) line.settings += `set ${arg[0]}o ${args[++index] ?? ''}; `
  }
  line.operands = args.slice(index)
  return line
}

/** `sh`, `bash` and `dash` are one shell here; they differ in how they word their errors. */
const shellNamed = (name: string, dialect: Dialect): ShellCommand => ({
  name,
  readStdin: (args) => {
    const { command, fromStdin, operands } = readCommandLine(args)
    return !command && (fromStdin || operands.length === 0)
  },
  run: async (args, context): Promise<CommandOutput> => {
    const { settings, command, fromStdin, operands } = readCommandLine(args)
    if (command) {
      const [text, argv0 = name, ...rest] = operands
      if (text === undefined)
        return { stderr: `${name}: -c: option requires an argument\n`, exitCode: 2 }
      return context.shell.run({
        text: settings + text,
        argv0,
        args: rest,
        dialect,
      })
    }
    const [file, ...rest] = operands
    if (file === undefined || fromStdin) {
      const text = settings + context.stdinBytes.toString('utf8')
      return context.shell.run({ text, argv0: name, args: operands, dialect, isInput: true })
    }
    return runFile(file, rest, settings, { name, dialect, context })
  },
})

interface Interpreter {
  readonly name: string
  readonly dialect: Dialect
  readonly context: ShellContext
}

const runFile = async (
  file: string,
  args: readonly string[],
  settings: string,
  { name, dialect, context }: Interpreter,
): Promise<CommandOutput> => {
  const path = absolute(context.cwd, file)
  try {
    const text = settings + context.fs.readText(path)
    return await readScriptFile(
      { text, path },
      { program: name, dialect, name: file, args },
      context.shell,
    )
  } catch (error) {
    const reason = reasonOf(error)
    return dialect === 'bash'
      ? {
          stderr: `bash: ${file}: ${reason}\n`,
          exitCode: reason === 'Permission denied' ? 126 : 127,
        }
      : {
          stderr: `${name}: 0: cannot open ${file}: ${reason.replace(' or directory', '')}\n`,
          exitCode: 2,
        }
  }
}

export const sh = shellNamed('sh', 'dash')
export const bash = shellNamed('bash', 'bash')
export const dash = shellNamed('dash', 'dash')
