import { type ChildProcess, spawn } from 'node:child_process'
import { systemClock } from '../wait/clock'
import { inSeconds, type Milliseconds } from '../wait/duration'
import { childOutput } from './child-output'

/** A row's own test said no. */
export class VerifyFailed extends Error {
  override readonly name = 'VerifyFailed'
}

export interface VerifyOptions {
  /** What it is told besides the runner's own environment. */
  readonly environment: Readonly<Record<string, string>>
  /** Where it runs. */
  readonly folder: string
  readonly within: Milliseconds
  readonly signal?: AbortSignal
}

/** How long a command that was told to end may take to do so. */
const graceMs = 10_000

/**
 * Runs a command of the user's on the runner, by `sh -c`: this is how tests that exist already are hooked in. Gives what it
 * has printed; throws `VerifyFailed` with its last lines unless it exits with 0 in time, or the signal's reason. Nothing
 * of it runs on afterwards: it and all that it started get a SIGTERM, and then a SIGKILL.
 */
export async function runOnRunner(
  command: string,
  { environment, folder, within, signal }: VerifyOptions,
): Promise<string> {
  signal?.throwIfAborted()
  const child = spawn('sh', ['-c', command], {
    cwd: folder,
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
    // A group of its own: Ctrl-C in the terminal reaches it by us alone, and all of it.
    detached: true,
  })
  const late = AbortSignal.timeout(within)
  const ending = endOn(child, signal ? AbortSignal.any([late, signal]) : late)
  const { code, signal: endedBy, output } = await childOutput(child).finally(ending.forget)
  signal?.throwIfAborted()
  const last = output.trimEnd().split('\n').slice(-20).join('\n  ')
  if (ending.told())
    throw new VerifyFailed(
      `"${command}" on the runner did not end in ${inSeconds(within)}:\n  ${last}`,
    )
  if (code === 0) return output
  throw new VerifyFailed(
    `"${command}" on the runner ended ${code === null ? `by ${endedBy}` : `with ${code}`}:\n  ${last}`,
  )
}

/** Tells the child's process group to end when the signal aborts; `told` says whether it came to that. */
function endOn(
  child: ChildProcess,
  signal: AbortSignal,
): { forget: () => void; told: () => boolean } {
  let told = false
  let spare: (() => void) | undefined
  const kill = (how: NodeJS.Signals): void => {
    try {
      process.kill(-child.pid!, how)
    } catch {
      // It has ended in the meantime.
    }
  }
  const end = (): void => {
    told = true
    kill('SIGTERM')
    spare = systemClock.after(graceMs, () => kill('SIGKILL'))
  }
  signal.addEventListener('abort', end, { once: true })
  const forget = (): void => {
    signal.removeEventListener('abort', end)
    spare?.()
  }
  return { forget, told: () => told }
}
