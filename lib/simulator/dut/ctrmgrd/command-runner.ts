import { Lifetime } from '../../machine/lifetime'
import type { ExecResult } from '../../machine/types'
import { numberOfSignal } from '../../shell/signals'
import type { DutParts } from '../dut-parts'
import { reprList } from '../python-text'
import type { CtrmgrdLog } from './ctrmgrd-log'

/** ctrmgrd's enforced limit for a command; older ones declare limits that have no effect. */
const commandTimeoutMs = 60_000
const joinTimeoutMs = 360_000

/**
 * Runs commands on the device as ctrmgrd's children, and logs each as its kube_commands module does. Rejects once the daemon
 * has ended: nobody is left to go on with what they gave.
 */
export class CommandRunner {
  /** The last child, until it is gone. */
  #child: Promise<unknown> = Promise.resolve()

  constructor(
    private readonly parts: DutParts,
    private readonly log: CtrmgrdLog,
    private readonly pid: number,
    private readonly signal: AbortSignal,
  ) {}

  /** Resolves when no child runs: systemd ends them with their daemon (KillMode=control-group). */
  async childless(): Promise<void> {
    await this.#child
  }

  /** `_run_command`: a line for the shell. */
  run(line: string): Promise<ExecResult> {
    return this.#run('_run_command', line, line)
  }

  /** `_run_command_list`: words, logged as a Python list. */
  runList(words: readonly string[]): Promise<ExecResult> {
    const script = words.map((word) => `'${word.replace(/'/g, "'\\''")}'`).join(' ')
    return this.#run('_run_command_list', script, reprList(words))
  }

  async #run(caller: string, script: string, shown: string): Promise<ExecResult> {
    this.signal.throwIfAborted()
    const running = this.#execute(script)
    this.#child = running.catch(() => undefined)
    const result = await running
    this.signal.throwIfAborted()
    this.log.command(caller, `cmd:${shown}\nret=${result.exitCode}`)
    if (result.stdout.trim()) this.log.command(caller, `out:${result.stdout.trimEnd()}`)
    if (result.stderr.trim()) this.log.command(caller, `err:${result.stderr.trimEnd()}`)
    return result
  }

  async #execute(line: string): Promise<ExecResult> {
    const { machine } = this.parts
    const limit = this.#limit(line)
    using lifetime = new Lifetime(this.signal, limit)
    // Debian's sh becomes the only command of its line.
    const args = line.split(' ')
    const process = machine.processes.start({
      user: 'root',
      name: args[0] ?? '',
      args,
      ppid: this.pid,
      onSignal: (signal) => lifetime.end(signal),
    })
    try {
      const { signal } = lifetime
      const ended = await machine.exec(line, { bySh: true, cwd: '/', signal, process })
      if (limit?.aborted) return { stdout: '', stderr: timedOut(line), exitCode: -1 }
      return { ...ended, exitCode: pythonExitCode(ended) }
    } finally {
      process.end()
    }
  }

  #limit(line: string): AbortSignal | undefined {
    if (this.parts.variant.ctrmgrd === 'trusting') return undefined
    const ms = line.startsWith('kubeadm join') ? joinTimeoutMs : commandTimeoutMs
    return AbortSignal.timeout(ms)
  }
}

const timedOut = (line: string): string => `Command ${reprList([line])} timed out`

/** Python's subprocess tells a signal by its negative number. */
const pythonExitCode = ({ exitCode, killedBy }: ExecResult): number =>
  killedBy === undefined ? exitCode : -numberOfSignal(killedBy)
