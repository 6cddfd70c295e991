import { isDeepStrictEqual } from 'node:util'
import { commandOf, type Container } from './container'
import type { ContainerProgram } from './container-program'

/** What the first process of a container does by itself, as far as its command tells. */
export interface ContainerProcess {
  /** What it writes, so many simulated milliseconds after its start. */
  readonly output: readonly { readonly afterMs: number; readonly text: string }[]
  /** Absent: it runs until it is stopped. */
  readonly exits?: { readonly afterMs: number; readonly code: number }
  /** As process 1 it gets no signal that it has no handler for. */
  readonly ignoresSigterm: boolean
  /** Why it can't be started. */
  readonly cannotRun?: string
}

/** Reads the commands that pods and people give containers; undefined for a program that it knows nothing of. */
export function processOf(command: readonly string[]): ContainerProcess | undefined {
  const [program = '', flag = '', script = ''] = command
  const name = program.replace(/^\/(usr\/)?bin\//, '')
  if (['sh', 'bash', 'ash', 'dash'].includes(name) && /^-[a-z]*c$/.test(flag))
    return scriptProcess(script)
  if (['sleep', 'true', 'false', 'echo'].includes(name))
    return scriptProcess([name, ...command.slice(1)].join(' '))
  if (!program.startsWith('/') || /^\/(usr\/(local\/)?)?s?bin\/|^\/[^/]+$/.test(program))
    return undefined
  const why = `exec: "${program}": stat ${program}: no such file or directory`
  return { output: [], ignoresSigterm: false, cannotRun: why }
}

/** Follows a script until its first loop or unknown program, which it takes to run for ever. */
function scriptProcess(script: string): ContainerProcess {
  const output: { afterMs: number; text: string }[] = []
  let afterMs = 0
  let code = 0
  let handlesSigterm = false
  for (const statement of statementsOf(script)) {
    const [word = '', ...rest] = statement.split(/\s+/)
    const [argument = ''] = rest
    if (word === 'trap') handlesSigterm ||= /\b(SIG)?TERM\b|\b15\b/.test(rest.join(' '))
    else if (word === 'echo') output.push({ afterMs, text: `${textOf(statement)}\n` })
    else if (word === 'sleep' && /^[\d.]+$/.test(argument)) afterMs += Number(argument) * 1000
    else if (word === 'exit')
      return {
        output,
        ignoresSigterm: !handlesSigterm,
        exits: { afterMs, code: Number(argument || code) },
      }
    else if (word === 'true' || word === ':' || /^\w+=\S*$/.test(word)) code = 0
    else if (word === 'false') code = 1
    else return { output, ignoresSigterm: !handlesSigterm && word !== 'exec' }
  }
  return { output, ignoresSigterm: !handlesSigterm, exits: { afterMs, code } }
}

/** Split at `;`, `&&` and line ends outside quotes. */
function statementsOf(script: string): string[] {
  const pieces = script.match(/(?:'[^']*'|"(?:\\.|[^"])*"|&(?!&)|[^;&\n'"])+/g) ?? []
  return pieces.map((piece) => piece.trim()).filter((piece) => piece !== '')
}

const textOf = (statement: string): string =>
  statement
    .replace(/^echo\s*/, '')
    .replace(/\s*\d?>&?\d\s*$/, '')
    .replace(
      /'([^']*)'|"((?:\\.|[^"])*)"/g,
      (_, single?: string, double?: string) => single ?? double ?? '',
    )

/** By the command that it was given; without one of its own, by its image. */
export function ownProcessOf(
  container: Container,
): ContainerProcess & { program?: ContainerProgram } {
  const { exits, log, ignoresSigterm = false, ...image } = container.spec.image.spec
  const { entrypoint = [], command = [], program } = image
  const started = commandOf(container)
  const given = !isDeepStrictEqual(started, [...entrypoint, ...command])
  const process = given ? processOf(started) : undefined
  return (
    process ?? {
      output: log ? [{ afterMs: 0, text: log }] : [],
      ignoresSigterm,
      ...(exits && { exits }),
      ...(program && { program }),
    }
  )
}
