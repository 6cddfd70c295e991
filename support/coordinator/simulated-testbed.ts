import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { BadInput } from '../../lib/testbed/bad-input'
import { systemClock } from '../../lib/wait/clock'
import { type Milliseconds, seconds } from '../../lib/wait/duration'

/** The simulated testbed could not be started; the message carries what it said. */
export class SimulatorError extends BadInput {}

/**
 * glibc gives threads an arena each, and to the system hardly anything back: one arena is a tenth less memory
 * (`npm run bench -- whole-plan`). Other systems do not read it.
 */
const frugal = { MALLOC_ARENA_MAX: '1' }

/**
 * The simulated testbed as a child process. It says on stdout that it is ready, and ends when its stdin
 * closes, so that it cannot outlive a runner that was killed.
 */
export class SimulatedTestbed {
  static async start(
    command: readonly string[],
    { signal, log }: { signal: AbortSignal; log: (line: string) => void },
  ): Promise<SimulatedTestbed> {
    const [program = '', ...args] = command
    // Its own process group: Ctrl-C is for the runner, which still needs the machines to undo its changes.
    const env = { ...frugal, ...process.env }
    const child = spawn(program, args, { detached: true, env, stdio: ['pipe', 'pipe', 'pipe'] })
    // A child that died is seen by its exit; that its stdin broke says nothing more.
    child.stdin.on('error', () => undefined)
    const said: string[] = []
    const stderr = createInterface(child.stderr).on('line', (line) => said.push(line))
    try {
      const testbed = new SimulatedTestbed(child, await testbedFile(child, signal))
      stderr.removeAllListeners('line').on('line', (line) => log(`simulator: ${line}`))
      return testbed
    } catch (cause) {
      child.kill('SIGKILL')
      const reason = cause instanceof Error ? cause.message : String(cause)
      const last = said.slice(-5).map((line) => `\n  ${line}`)
      throw new SimulatorError(`The simulated testbed did not start: ${reason}${last.join('')}`)
    }
  }

  private constructor(
    private readonly child: ChildProcess,
    readonly file: string,
  ) {}

  /** How it ended by itself, in words; undefined while it runs. */
  ended(): string | undefined {
    const { exitCode, signalCode } = this.child
    if (exitCode === null && signalCode === null) return undefined
    return signalCode === null ? `with exit code ${exitCode}` : `by ${signalCode}`
  }

  /** Closes its stdin and waits for its end; kills it when that takes longer than `within`. */
  async close(within: Milliseconds = seconds(10)): Promise<void> {
    if (this.ended()) return
    const ended = once(this.child, 'exit')
    this.child.stdin?.end()
    const spare = systemClock.after(within, () => this.child.kill('SIGKILL'))
    await ended
    spare()
  }
}

const testbedFile = async (child: ChildProcess, signal: AbortSignal): Promise<string> => {
  const given = AbortSignal.any([signal, AbortSignal.timeout(seconds(60))])
  const settled = new AbortController()
  const until = { signal: AbortSignal.any([given, settled.signal]) }
  try {
    return await Promise.race([readyLine(child, until), failure(child, until)])
  } catch (error) {
    if (signal.aborted) throw new Error('it was interrupted', { cause: error })
    if (given.aborted) throw new Error('it was not ready after 60 s', { cause: error })
    throw error
  } finally {
    settled.abort()
  }
}

const readyLine = async (child: ChildProcess, until: { signal: AbortSignal }): Promise<string> => {
  if (!child.stdout) throw new Error('it has no stdout')
  const [line] = (await once(createInterface(child.stdout), 'line', until)) as [string]
  return readReadyLine(line)
}

const failure = async (child: ChildProcess, until: { signal: AbortSignal }): Promise<never> => {
  const [code, killedBy] = (await once(child, 'exit', until)) as [number | null, string | null]
  throw new Error(`it ended ${killedBy ? `by ${killedBy}` : `with exit code ${code}`}`)
}

const readReadyLine = (line: string): string => {
  try {
    const said = JSON.parse(line) as { ready?: unknown; testbed?: unknown }
    if (said.ready === true && typeof said.testbed === 'string') return said.testbed
  } catch {
    // Not JSON: told below like any other wrong line.
  }
  throw new Error(`its first line is not {"ready":true,"testbed":"…"} but ${JSON.stringify(line)}`)
}
