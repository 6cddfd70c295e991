import { spawn } from 'node:child_process'
import { childOutput } from './child-output'

/** A row's own test said no. */
export class VerifyFailed extends Error {
  override readonly name = 'VerifyFailed'
}

/**
 * Runs a command of the user's on the runner, by `sh -c`, with the testbed in its environment: this is how tests that exist
 * already are hooked in. Gives what it has printed; throws `VerifyFailed` with its last lines unless it exits with 0.
 */
export async function runOnRunner(
  command: string,
  environment: Readonly<Record<string, string>>,
): Promise<string> {
  const child = spawn('sh', ['-c', command], {
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const { code, signal, output } = await childOutput(child)
  if (code === 0) return output
  const last = output.trimEnd().split('\n').slice(-20).join('\n  ')
  throw new VerifyFailed(
    `"${command}" on the runner ended ${code === null ? `by ${signal}` : `with ${code}`}:\n  ${last}`,
  )
}
