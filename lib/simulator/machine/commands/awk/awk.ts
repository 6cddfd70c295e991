import { FileSystemError } from '../../../file-system/file-system-error'
import { drive, settled, type Steps } from '../../../shell/steps'
import { bytesOf } from '../../../shell/text'
import type { ShellContext } from '../../types'
import { readInput } from '../inputs'
import type { Tool, ToolOutput } from '../tool'
import { CompileError, FatalError, RunError } from './awk-error'
import { type CommandLine, readCommandLine } from './command-line'
import { unescaped } from './language/escapes'
import { Names } from './language/names'
import { parseProgram } from './language/parser'
import { ProgramRun } from './run/program-run'
import { Runtime } from './run/runtime'
import { special } from './run/variables'
import { toText } from './values/value'
import { usage, version } from './usage'

/** mawk 1.3.4 under one of its names: all of its text is bytes, each of them a character here. */
const named =
  (name: string): Tool =>
  (args, context) =>
    drive(new Invocation(name, context).run(args.map(inBytes)), context.signal)

export const awk = named('awk')
export const mawk = named('mawk')
export const nawk = named('nawk')

const inBytes = (text: string): string => bytesOf(text).toString('latin1')

class Invocation {
  constructor(
    private readonly name: string,
    private readonly context: ShellContext,
  ) {}

  *run(args: readonly string[]): Steps<ToolOutput> {
    try {
      if (args.length === 0) return { stderr: usage }
      const line = readCommandLine(args)
      if (line.own === 'usage') return { stderr: usage }
      if (line.own === 'version') return this.#version()
      for (const option of line.vacuous) this.#tell(`vacuous option: -W ${option}`)
      const text = line.files.length > 0 ? yield* this.#programIn(line.files) : (line.program ?? '')
      return yield* this.#execute(text, line)
    } catch (error) {
      return this.#failed(error)
    }
  }

  *#programIn(files: readonly string[]): Steps<string> {
    let text = ''
    for (const name of files) {
      try {
        text += (yield* settled(readInput(name, this.context))).toString('latin1')
      } catch (error) {
        if (!(error instanceof FileSystemError)) throw error
        throw new FatalError(`cannot open ${name} (${error.reason})`)
      }
    }
    return text
  }

  *#execute(text: string, line: CommandLine): Steps<ToolOutput> {
    const [file] = line.files
    const { runtime, program } = atLine(file, () => {
      const parsed = parseProgram(`${text}\n`)
      const names = new Names(parsed)
      const made = new Runtime(this.context, names.taken, line.own === 'interactive')
      return { runtime: made, program: new ProgramRun(parsed, names, made) }
    })
    this.#prepare(runtime, line)
    try {
      return { exitCode: yield* program.run() }
    } catch (error) {
      const failed = this.#failed(error instanceof RangeError ? tooDeep : error, runtime)
      yield* runtime.outputs.closeAll()
      return failed
    }
  }

  #prepare(runtime: Runtime, { assignments, separator, operands }: CommandLine): void {
    const { variables } = runtime
    const environment = Object.entries(this.context.env)
    runtime.prepare(
      [this.name, ...operands],
      environment.map((pair) => [inBytes(pair[0]), inBytes(pair[1])]),
    )
    try {
      if (separator !== undefined) variables.set(special.FS, unescaped(separator))
      for (const each of assignments) assign(each, runtime)
    } catch (error) {
      if (error instanceof RunError) throw new CompileError(`line 0: ${error.message}`)
      throw error
    }
  }

  /** It is told at once: what was printed before may still wait in a buffer. */
  #failed(error: unknown, runtime?: Runtime): ToolOutput {
    const known = [CompileError, FatalError, RunError].some((each) => error instanceof each)
    if (!known) throw error
    if (error instanceof CompileError) for (const each of error.lines) this.#tell(each)
    else if (error instanceof RunError && runtime)
      this.#tell(`run time error: ${error.message}\n${placeIn(runtime)}`)
    else this.#tell((error as Error).message)
    return { exitCode: 2 }
  }

  #version(): ToolOutput {
    this.context.stream(version.stdout)
    return { stderr: version.stderr }
  }

  #tell(message: string): void {
    this.context.openFile(2)?.write(Buffer.from(`${this.name}: ${message}\n`, 'latin1'))
  }
}

/** Functions have called one another deeper than the stack is. */
const tooDeep = new FatalError('program limit exceeded: eval stack size=1024')

const assign = (assignment: string, { variables }: Runtime): void => {
  const [, name, value = ''] = /^([A-Za-z_]\w*)=([^]*)$/.exec(assignment) ?? []
  if (name === undefined) throw new FatalError(`improper assignment: -v ${assignment}`)
  variables.assign(name, unescaped(value))
}

const placeIn = ({ variables }: Runtime): string => {
  const [name, fnr, nr] = [special.FILENAME, special.FNR, special.NR].map((slot) =>
    toText(variables.get(slot), '%.6g'),
  )
  return `\tFILENAME="${name}" FNR=${fnr} NR=${nr}`
}

/** An error in a program that is in a file is told with the file's name. */
const atLine = <T>(file: string | undefined, compile: () => T): T => {
  try {
    return compile()
  } catch (error) {
    if (file === undefined || !(error instanceof CompileError)) throw error
    throw new CompileError(error.lines.map((line) => `${file}: ${line}`))
  }
}
