import { execFile } from 'node:child_process'
import { delimiter, join } from 'node:path'
import { type KubectlRelease } from './releases'
import { type Step } from './step'

/** Whether this kubectl and its cluster are meant. */
export const applies = ({ kubectl, cluster }: Step, release: KubectlRelease): boolean => {
  const within = ([first, last]: readonly [number, number], minor: number): boolean =>
    first <= minor && minor <= last
  const clusterMinor = Number(release.cluster.split('.')[1])
  return (!kubectl || within(kubectl, release.minor)) && (!cluster || within(cluster, clusterMinor))
}

export interface Outcome {
  readonly code: number
  readonly stdout: string
  readonly stderr: string
}

/** Runs the command with that directory's `kubectl` before others. */
export function run(command: string, directory: string, kubectl: string): Promise<Outcome> {
  const env = {
    PATH: `${kubectl}${delimiter}${process.env['PATH']}`,
    HOME: directory,
    GOGC: 'off',
    KUBECONFIG: join(directory, 'config'),
  }
  return new Promise((resolve) => {
    const child = execFile(
      'sh',
      ['-c', command],
      { env, cwd: directory, timeout: 40_000 },
      (error, stdout, stderr) =>
        resolve({ code: error ? Number(error.code ?? -1) : 0, stdout, stderr }),
    )
    child.stdin?.end()
  })
}

/** What differs from what was expected; undefined when nothing does. */
export function disagreement(step: Step, seen: Outcome): string | undefined {
  const wrong = [
    (step.code ?? 0) !== seen.code && `exit code ${seen.code}, wanted ${step.code ?? 0}`,
    !fits(step.stdout, seen.stdout) && `stdout, wanted ${String(step.stdout)}`,
    !fits(step.stderr, seen.stderr) && `stderr, wanted ${String(step.stderr)}`,
  ].filter((each) => each !== false)
  return wrong.length === 0
    ? undefined
    : `${wrong.join('; ')}\n--- stdout\n${seen.stdout}--- stderr\n${seen.stderr}`
}

const fits = (wanted: string | RegExp | undefined, seen: string): boolean =>
  wanted === undefined || (typeof wanted === 'string' ? wanted === seen : wanted.test(seen))
