import { isDeepStrictEqual } from 'node:util'
import type { Machine } from '../../machine/machine'
import type { SimulatedClock } from '../../time/clock'
import { commandOf, type Container } from './container'
import { insideOf } from './container-inside'
import type { ContainerProgram } from './container-program'
import { dialectOf } from './container-script'
import { programIn, whyNotRun } from './program-in'
import type { ProgramRun } from './program-run'

/** What the first process of a container does by itself. */
export interface ContainerProcess {
  /** What it writes, so many simulated milliseconds after its start. */
  readonly output: readonly { readonly afterMs: number; readonly text: string }[]
  /** Absent: it runs until it is stopped. */
  readonly exits?: { readonly afterMs: number; readonly code: number }
  /** As process 1 it gets no signal that it has no handler for. */
  readonly ignoresSigterm: boolean
  /** Why it can't be started. */
  readonly cannotRun?: string
  readonly program?: ContainerProgram<ProgramRun>
}

/** By the command that it was given; without one of its own, or where nothing is known of that, by its image. */
export function ownProcessOf(container: Container, clock: SimulatedClock): ContainerProcess {
  const { exits, log, ignoresSigterm = false, ...image } = container.spec.image.spec
  const { entrypoint = [], command = [], program, serves } = image
  const started = commandOf(container)
  const isGiven = !isDeepStrictEqual(started, [...entrypoint, ...command])
  const given = isGiven ? processOf(started, container, clock) : undefined
  const { tty, openStdin } = container.spec
  const isDescribed = program ?? serves ?? exits ?? log
  const isMute = isBareShell(started) && !isDescribed && !tty && !openStdin
  return (
    given ?? {
      output: log ? [{ afterMs: 0, text: log }] : [],
      ignoresSigterm,
      ...(isMute ? { exits: { afterMs: 0, code: 0 } } : exits && { exits }),
      ...(program && { program }),
    }
  )
}

function processOf(
  command: readonly string[],
  container: Container,
  clock: SimulatedClock,
): ContainerProcess | undefined {
  const [program = ''] = command
  const { isBare, entrypoint = [] } = container.spec.image.spec
  if (isBare && program !== entrypoint[0])
    return refused(`exec: "${program}": ${whyNotRun(program, 'nowhere')}`)
  const inside = insideOf(container, clock)
  const obstacle = obstacleTo(inside, program)
  if (obstacle !== undefined)
    return obstacle === 'unknown' ? undefined : refused(`exec: "${program}": ${obstacle}`)
  if (isBareShell(command)) return undefined
  const { commandProgram } = require('./command-program') as typeof import('./command-program')
  return { output: [], ignoresSigterm: false, program: commandProgram(command) }
}

/** A shell that reads what somebody types: where nobody can it has nothing to do, and ends well. */
const isBareShell = (command: readonly string[]): boolean =>
  command.length === 1 && dialectOf(command[0]!) !== undefined

const refused = (cannotRun: string): ContainerProcess => ({
  output: [],
  ignoresSigterm: false,
  cannotRun,
})

/** Where programs are that an image may have and the twin does not. */
const programDirectories = /^\/(usr\/(local\/)?)?s?bin\/|^\/[^/]+$/

/** Why runc can't start a program, `unknown` for one that the image may have; undefined for one that can be started. */
function obstacleTo(inside: Machine, program: string): string | undefined {
  const found = programIn(inside, program)
  if (!('missing' in found)) return undefined
  const isForbidden = found.missing === 'not executable' || found.missing === 'a directory'
  const mayBeOfImage = !program.startsWith('/') || programDirectories.test(program)
  return !isForbidden && mayBeOfImage ? 'unknown' : whyNotRun(program, found.missing)
}
