import { type ChildProcess } from 'node:child_process'
import diagnostics from 'node:diagnostics_channel'

/**
 * Learns of Cucumber's worker processes as they start (it hands them to nobody), so that a signal for the
 * coordinator reaches them. The answer sends one to all that run.
 */
export const watchWorkers = (): ((signal: NodeJS.Signals) => void) => {
  const workers = new Set<ChildProcess>()
  diagnostics.subscribe('child_process', (message) => {
    const { process: child } = message as { process: ChildProcess }
    workers.add(child)
  })
  return (signal) => {
    for (const worker of workers) if (isCucumberWorker(worker)) worker.kill(signal)
  }
}

const isCucumberWorker = ({ spawnargs, exitCode }: ChildProcess): boolean =>
  exitCode === null && spawnargs.some((argument) => argument.endsWith('run_worker.js'))
