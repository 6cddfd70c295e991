import type { AlterationRecorder } from '../../machine/alterations'
import { rootPath } from '../../machine/environment'
import type { Machine } from '../../machine/machine'
import { nameOf } from '../../file-system/paths'
import { type ExecLine, expandVariables } from './exec-line'
import type { Journal } from '../journal/journal'
import type { UnitProgram, UnitRun } from './unit-definition'

/** The commands of a service, and what they run in. */
export interface ExecSettings {
  readonly unit: string
  readonly before: readonly ExecLine[]
  readonly main: readonly ExecLine[]
  readonly after: readonly ExecLine[]
  readonly onStop: readonly ExecLine[]
  readonly environment: Readonly<Record<string, string>>
  readonly user: string | undefined
  readonly directory: string
  /** Of the call that made the unit: what its commands alter is watched as the caller's. */
  readonly recorder: AlterationRecorder | undefined
  /** Whoever started it has kept its input and output: they are not the journal's. */
  readonly pipe?: ServicePipe | undefined
}

/** `systemd-run --pipe`. */
export interface ServicePipe {
  readonly stdin: Buffer
  readonly out: (text: string) => void
  readonly err: (text: string) => void
}

/** What exit codes 200 and 203 of systemd.exec(5) are for. */
const chdirFailed = 200
const execFailed = 203

/** Runs a service's command lines on the machine; what they print goes into the journal. */
export class ExecProgram implements UnitProgram {
  #abort = new AbortController()
  #running: Promise<void> = Promise.resolve()

  constructor(
    private readonly machine: Machine,
    private readonly journal: Journal,
    readonly settings: ExecSettings,
  ) {}

  start(run: UnitRun): void {
    const abort = (this.#abort = new AbortController())
    this.#running = this.#runAll(run, abort.signal).then((code) => {
      if (!abort.signal.aborted) run.exited(code)
    })
  }

  async stop(): Promise<void> {
    this.#abort.abort()
    await this.#running
  }

  async #runAll(run: UnitRun, signal: AbortSignal): Promise<number> {
    const { before, main, after, onStop } = this.settings
    for (const line of [...before, ...main, ...after]) {
      const code = await this.#run(line, run, signal)
      if (signal.aborted || (code !== 0 && !line.mayFail)) return code
    }
    for (const line of onStop) await this.#run(line, run, signal)
    return 0
  }

  async #run({ words }: ExecLine, { pid }: UnitRun, signal: AbortSignal): Promise<number> {
    const { unit, user, directory, recorder, pipe } = this.settings
    const env = this.#environment(pid)
    const [program = '', ...args] = expandVariables(words, env)
    const { fs } = this.machine
    if (!fs.exists(directory)) return chdirFailed
    const path = program.includes('/')
      ? program
      : rootPath.split(':').map((each) => `${each}/${program}`).find((each) => fs.exists(each)) // prettier-ignore
    const say = (identifier: string, message: string, transport: 'stdout' | 'journal'): void =>
      this.journal.write({ identifier, pid, unit, transport, message })
    if (path === undefined || !fs.exists(path)) {
      say('systemd', `${unit}: Unable to locate executable '${program}': No such file or directory`, 'journal') // prettier-ignore
      return execFailed
    }
    const process = this.machine.processes.find(pid)
    const { stdout, stderr, exitCode } = await this.machine.run([path, ...args], {
      user: user ?? 'root',
      cwd: directory,
      env,
      signal,
      ...(process && { process }),
      ...(recorder && { recorder }),
      ...(pipe && { stdin: pipe.stdin }),
    })
    if (pipe) {
      pipe.out(stdout)
      pipe.err(stderr)
      return exitCode
    }
    for (const line of `${stdout}${stderr}`.split('\n'))
      if (line !== '') say(nameOf(path), line, 'stdout')
    return exitCode
  }

  #environment(pid: number): Record<string, string> {
    const { user, environment } = this.settings
    const who = user === undefined ? undefined : this.machine.user(user)
    return {
      LANG: 'C.UTF-8',
      PATH: rootPath,
      ...(who && { HOME: who.home, LOGNAME: who.name, USER: who.name, SHELL: '/bin/bash' }),
      INVOCATION_ID: this.machine.random.of('invocations').uuid().replaceAll('-', ''),
      JOURNAL_STREAM: `9:${40_000 + pid}`,
      SYSTEMD_EXEC_PID: String(pid),
      ...environment,
    }
  }
}
