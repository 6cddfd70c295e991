import type { OpenFile } from '../shell/open-file'
import type { FileSystem } from '../file-system/file-system'
import type { Machine } from './machine'
import type { Process } from './process/processes'
import type { Shell } from './process/shell'

/** What a run of a script or of one command gave. Text is bytes as latin1 where it is not UTF-8. */
export interface ExecResult {
  readonly stdout: string
  readonly stderr: string
  readonly exitCode: number
  /** The signal that has ended it, `KILL`; none where it has ended by itself. */
  readonly killedBy?: string
}

export interface User {
  readonly name: string
  readonly uid: number
  readonly gid: number
  readonly home: string
  readonly groups: readonly string[]
  /** Its login shell, default `/bin/bash`. */
  readonly shell?: string
  /** Its full name. */
  readonly gecos?: string
  /** For SSH and `sudo -S`; a user without one has no password login. */
  readonly password?: string
  /** `all`: may sudo without a password; `password`: must type it; `none`. */
  readonly sudo: 'all' | 'password' | 'none'
}

export interface ExecOptions {
  /** A user's name; default root. */
  readonly user?: string
  /** What there is to read, or will be. */
  readonly stdin?: string | Buffer | OpenFile
  readonly env?: Readonly<Record<string, string>>
  /** Default: the user's home. */
  readonly cwd?: string
  readonly signal?: AbortSignal
  /** What `ps` shows it as; whoever started it ends it. */
  readonly process?: Process
  /** By `/bin/sh -c`, as system(3) does it; default: by the user's bash. */
  readonly bySh?: boolean
  /** How it waits for time to pass; default: for wall time. */
  readonly wait?: (ms: number, signal: AbortSignal) => Promise<void>
  /** Output as it comes; what is passed on is not in the result. */
  readonly onStdout?: (chunk: string) => void
  readonly onStderr?: (chunk: string) => void
  /** `ssh`: alterations are watched, as somebody from outside makes them. */
  readonly origin?: 'ssh' | 'machine'
}

/** What a simulated command sees when it runs. */
export interface CommandContext {
  readonly machine: Machine
  readonly user: User
  readonly cwd: string
  readonly env: Readonly<Record<string, string>>
  /** Its input is a terminal. */
  readonly isTerminal: boolean
  /** Reading it consumes the input of the calling script. */
  readonly stdin: string
  readonly signal: AbortSignal
  /** The file that was run: tells copies of one binary apart. */
  readonly executable: string
  /** The machine's files as this user sees them: writes through it are checked, and recorded as alterations. */
  readonly fs: FileSystem
  /** Runs a script as the same user, in the same directory and environment. */
  readonly sh: (script: string, options?: { stdin?: string }) => Promise<ExecResult>
  /** Tells the machine's alteration log what this command changed outside the filesystem (a database row, a unit). */
  readonly altered: (what: string) => void
  /** Writes output at once, before the command has ended. */
  readonly stream: (chunk: string) => void
  /** The same for standard error. */
  readonly streamError: (chunk: string) => void
}

/** What the machine's own commands see on top. */
export interface ShellContext extends CommandContext {
  readonly shell: Shell
  readonly stdinBytes: Buffer
  /** What there is to read on standard input, when all of it has come. */
  readonly input: () => Promise<Buffer>
  /** Resolves after a time that people count in seconds, or as soon as it is killed. */
  readonly pause: (ms: number) => Promise<void>
  /** What it has open under a number. */
  readonly openFile: (descriptor: number) => OpenFile | undefined
  /** Runs just-bash's command of that name. */
  readonly original: (name: string, args: readonly string[]) => Promise<ExecResult>
}

export interface CommandOutput {
  readonly stdout?: string
  readonly stderr?: string
  readonly exitCode?: number
}

export interface SimulatedCommand {
  readonly name: string
  /** Where `which` finds it; default `/usr/bin/<name>`; null: nowhere yet, only files made of `binaryOf(name)` run it. */
  readonly path?: string | null
  /** Whether it reads its input, called like this: a script that doesn't read starts before its input ends. */
  readStdin?(args: readonly string[]): boolean
  run(args: readonly string[], context: CommandContext): CommandOutput | Promise<CommandOutput>
}

/** A command that needs the shell around it. */
export interface ShellCommand {
  readonly name: string
  readonly path?: string | null
  readStdin?(args: readonly string[]): boolean
  run(args: readonly string[], context: ShellContext): CommandOutput | Promise<CommandOutput>
}
