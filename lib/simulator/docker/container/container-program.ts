import type { SimulatedClock } from '../../time/clock'
import type { UnixSocket } from '../../machine/unix-sockets'
import type { CommandOutput, ExecResult } from '../../machine/types'
import type { LoopbackAddress } from '../../network/simulated-network'
import type { SeededRandom } from '../../chance/seeded-random'
import type { Mount } from './container'
import type { LogStream } from './container-log'

/**
 * What the entry point of an image does: `ImageSpec.program`. It is started with each container of that image which
 * runs the image's own command, and anew at each restart of one; one value serves all machines, so what a run
 * remembers belongs into the function, not into the value. It works with nothing but its `ContainerSelf`.
 */
export interface ContainerProgram<Self extends ContainerSelf = ContainerSelf> {
  start(self: Self): RunningProgram | void
}

/** A container as its own first process sees it, and what it reaches from there. */
export interface ContainerSelf {
  /** All 64 digits. */
  readonly id: string
  readonly name: string
  /** The image's and the creator's, as one. */
  readonly env: Readonly<Record<string, string>>
  readonly labels: Readonly<Record<string, string>>
  readonly mounts: readonly Mount[]
  readonly privileged: boolean
  readonly hostPid: boolean
  readonly hostNetwork: boolean
  readonly hostname: string
  /** The machine's; durations by `after` and `afterInterval`, periods by the latter. */
  readonly clock: SimulatedClock
  readonly random: SeededRandom
  /** The number of a process that it starts, as the machine sees it. */
  newPid(): number
  /** Aborted when the process is gone: it ended, was stopped or killed, or the machine lost its power. */
  readonly signal: AbortSignal
  /** Writes to standard output, or error: `docker logs`. */
  log(text: string, stream?: LogStream): void
  /** The process ends by itself. */
  exit(code: number): void
  /** `clock.delay`, by the proportions of `afterInterval`; never resolves once the process is gone. */
  sleep(simulatedMs: number): Promise<void>
  /** Places a file in the container; `docker exec` and probes find it. Mounted paths are the machine's own. */
  write(path: string, text: string): void
  /** Runs a command in the container as `docker exec` does; `nsenter --target 1` leads out of it as far as it may. Never resolves once the process is gone. */
  run(argv: readonly string[], stdin?: string): Promise<ExecResult>
  /** What listens on a Unix socket of the machine, if the socket is mounted (or on the network that is shared). */
  connect<Server>(socket: UnixSocket<Server>): Server | undefined
  /** With `hostNetwork`: the machine's port leads to that one for as long as the process lives, or until the answer. */
  listen(port: number, at: LoopbackAddress, reach?: Reach): () => void
}

/** Who can dial a port of a machine: default everywhere. */
export type Reach = 'everywhere' | 'loopback'

/** What a started program can be asked. */
export interface RunningProgram {
  /** SIGTERM, or SIGINT: resolves to the exit code once it has ended by it. Without: it ends at once with 0. */
  terminate?(signal: string): number | Promise<number>
  /** It is a command that somebody gave, and hears of every signal. */
  readonly isGiven?: boolean
  /** Answers commands that `docker exec` and probes run; undefined: the container's shell is to run it. */
  exec?(argv: readonly string[], stdin: string): Promise<CommandOutput> | CommandOutput | undefined
  /** What it answers by HTTP at a port; undefined: nothing listens there. */
  serves?(port: number, path: string): { status: number } | undefined
}
