import type { FileSystem } from '../file-system/file-system'
import type { ShellCommand } from '../machine/types'
import type { Descriptors } from './descriptors'
import type { OpenFile } from './open-file'
import type { Steps } from './steps'

/** A file that exec(2) could start, or why not. */
export type Found =
  | { readonly command: ShellCommand; readonly path: string }
  /** A text file: a script for another shell. */
  | { readonly script: string; readonly path: string }
  | { readonly missing: 'nowhere' | 'no such file' | 'not executable' | 'a directory' }
  /** What stands behind its `#!` is not there. */
  | { readonly missing: 'no interpreter'; readonly interpreter: string }

/** A program as it is started. */
export interface ProgramCall {
  readonly found: Exclude<Found, { readonly missing: string }>
  /** What it was called. */
  readonly name: string
  readonly args: readonly string[]
  readonly cwd: string
  readonly env: Readonly<Record<string, string>>
  readonly descriptors: Descriptors
}

/** What runs beside the shell that started it with `&`. */
export interface Job {
  readonly pid: number
  readonly ended: Promise<number>
}

/** A file that `<(…)` or `>(…)` stands for. */
export interface NamedPipe {
  readonly path: string
  /** Takes it away; the answer is what was in it. */
  remove(): Buffer
}

/** What a shell asks of the machine that it runs on, as one user's process. */
export interface World {
  readonly files: FileSystem
  readonly signal: AbortSignal
  readonly pid: number
  readonly ppid: number
  readonly uid: number
  readonly hostname: string
  /** Whether a Unix socket listens at that path. */
  isSocket(path: string): boolean
  /** Opens `/dev/tcp/HOST/PORT`; a text says why it can't be. */
  connect(host: string, port: number): Promise<OpenFile | string>
  homeOf(user: string): string | undefined
  /** In whole seconds since the epoch, by the machine's clock. */
  now(): number
  random(): number
  /** A subshell's, whose umask is its own. */
  fork(): World
  find(name: string, path: string, cwd: string): Found
  /** Rejects with `Killed` when the process is killed meanwhile. */
  run(call: ProgramCall): Promise<number>
  /** Starts what `&` stands behind, as a process of its own, which a signal can end. */
  start(text: string, descriptors: Descriptors, work: (world: World) => Steps<number>): Job
  /** Called with each signal that the process gets; true: it lives on. */
  onSignal(listener: (signal: string) => boolean): void
  /** A command that was run and that is nowhere. */
  reportUnknown(name: string): void
  /** A name for what is to be read, or will be written. */
  namedPipe(content: Buffer): NamedPipe
  /** A file is read as a script. */
  sources(path: string): void
}
