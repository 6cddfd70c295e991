import type { ServicePipe } from './exec-program'
import type { AlterationRecorder } from '../../machine/alterations'

/** What a unit runs. `start` returns at once; the program says by `run.exited` that it ended by itself. */
export interface UnitProgram {
  /** ExecStartPre=: the unit is activating until it resolves, and fails with any exit code but 0. */
  prepare?(): Promise<number>
  /** A stop was asked for before it has: ExecStartPre= is ended by SIGTERM. */
  interrupt?(): void
  start(run: UnitRun): void | Promise<void>
  /** SIGTERM; resolves when the program has gone. */
  stop(): void | Promise<void>
  /** ExecStop=: before a running program is stopped, and after one that has ended well. */
  release?(): Promise<void>
}

export interface UnitRun {
  readonly pid: number
  /** The main process ended by itself with this code. */
  exited(code: number): void
}

export type Enablement = 'enabled' | 'enabled-runtime' | 'disabled' | 'static' | 'transient'

/** What every unit has. */
export interface UnitBasics {
  /** With its suffix. */
  readonly name: string
  readonly description: string
  /** The path of its file. */
  readonly fragment: string
  /** Made by `systemd-run`. */
  readonly transient?: TransientOptions
  /** Its file can't be used: such a unit never starts. */
  readonly isBad?: boolean
}

/** How `systemd-run` makes a unit. */
export interface TransientOptions {
  /** It goes away even when it has failed. */
  readonly collect: boolean
  /** Of the call that makes it: what it alters is watched as the caller's. */
  readonly recorder: AlterationRecorder | undefined
  /** Whose input and output it has, in place of the journal. */
  readonly pipe?: ServicePipe
}

/** A service or a target: the installed ones are written down as values, others come from unit files. */
export interface UnitDefinition {
  readonly name: string
  readonly description: string
  readonly documentation?: string
  /** As the unit is installed; what holds afterwards are the links in /etc/systemd/system. */
  readonly enablement: Exclude<Enablement, 'transient' | 'enabled-runtime'>
  /** A generator wants it at boot, with a link in /run that `is-enabled` does not count. */
  readonly generated?: true
  /** What `ps` and `systemctl status` call the main process; none for targets. */
  readonly process?: UnitProcess
  readonly program?: UnitProgram
  readonly restart?: { readonly policy: 'always' | 'on-failure'; readonly seconds: number }
  /** StartLimitBurst= in StartLimitIntervalSec=; without one it is started as often as anybody likes. */
  readonly startLimit?: { readonly burst: number; readonly seconds: number }
  /** What else its file says of the unit itself: `Requires=caclmgrd.service`. */
  readonly head?: readonly string[]
  /** What else it says of the service, behind Restart=. */
  readonly service?: readonly string[]
  /** The rest of the unit file, for `systemctl cat`. */
  readonly unitFile?: string
}

export interface UnitProcess {
  readonly name: string
  readonly commandLine: () => string
  readonly memory: string
  /** Type=, where the file has it. */
  readonly type?: 'simple'
  /** ExecStart=, where an interpreter hides it from `ps`; default: the command line. */
  readonly exec?: string
  /** ExecStartPre=, as `systemctl status` tells it afterwards. */
  readonly before?: string
  /** What runs under the main process. */
  readonly children?: () => readonly ChildProcess[]
}

export interface ChildProcess {
  readonly pid: number
  readonly commandLine: string
}

/** What a service or target does; see systemd.service(5). */
export interface ServiceDefinition
  extends Omit<UnitDefinition, 'enablement' | 'unitFile'>, UnitBasics {
  /** A service that has started only when its program has ended. */
  readonly oneshot?: { readonly remainsActive: boolean }
  /** The first condition that is not met, as its line in the unit file; undefined when it may start. */
  readonly unmetCondition?: () => string | undefined
}
