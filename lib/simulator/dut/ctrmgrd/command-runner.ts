import { Lifetime } from '../../machine/lifetime'
import type { ExecResult } from '../../machine/types'
import type { DutParts } from '../dut-parts'
import { reprList } from '../python-text'
import type { CtrmgrdLog } from './ctrmgrd-log'

/** ctrmgrd's enforced limit for a command; older ones declare limits that have no effect. */
const commandTimeoutMs = 60_000
const joinTimeoutMs = 360_000

/** Runs commands on the device as ctrmgrd's children, and logs each as its kube_commands module does. */
export class CommandRunner {
  constructor(
    private readonly parts: DutParts,
    private readonly log: CtrmgrdLog,
    private readonly pid: number,
    private readonly signal: AbortSignal,
  ) {}

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
    const result = await this.#execute(script)
    this.log.command(caller, `cmd:${shown}\nret=${result.exitCode}`)
    if (result.stdout.trim()) this.log.command(caller, `out:${result.stdout.trimEnd()}`)
    if (result.stderr.trim()) this.log.command(caller, `err:${result.stderr.trimEnd()}`)
    return result
  }

  async #execute(script: string): Promise<ExecResult> {
    const args = script.split(' ')
    const process = this.parts.machine.processes.start({
      user: 'root',
      name: args[0] ?? '',
      args,
      ppid: this.pid,
    })
    using lifetime = new Lifetime(this.signal, this.#limit(script))
    try {
      return await this.parts.machine.exec(script, { signal: lifetime.signal, cwd: '/' })
    } catch (error) {
      if (this.signal.aborted) throw error
      return { stdout: '', stderr: `Command ${reprList([script])} timed out`, exitCode: -1 }
    } finally {
      process.end()
    }
  }

  #limit(script: string): AbortSignal | undefined {
    if (this.parts.variant.ctrmgrd === 'trusting') return undefined
    const ms = script.startsWith('kubeadm join') ? joinTimeoutMs : commandTimeoutMs
    return AbortSignal.timeout(ms)
  }
}
