import type { DockerDaemon } from '../daemon'
import type { Container, RestartPolicy } from './container'
import { DockerError } from '../docker-error'

/** What `--restart` asks for: `no`, `always`, `unless-stopped`, `on-failure[:TIMES]`. Throws DockerError. */
export function restartPolicyOf(text: string): RestartPolicy {
  const [, name, retries = '0'] =
    /^(no|always|unless-stopped|on-failure(?=$|:))(?::(\d+))?$/.exec(text) ?? []
  if (name === undefined) throw new DockerError(`invalid restart policy '${text}'`)
  return { name: name as RestartPolicy['name'], retries: Number(retries) }
}

/** Whether a container that has ended by itself is started again. */
export function restartsAfter({ spec, exitCode, restartCount }: Container): boolean {
  const { name, retries } = spec.restartPolicy ?? { name: 'no', retries: 0 }
  if (name !== 'on-failure') return name !== 'no'
  return exitCode !== 0 && (retries === 0 || restartCount < retries)
}

/** Waits a tenth of a second the first time, twice as long each time after that, for a minute at most. */
export function restartSoon(daemon: DockerDaemon, container: Container): void {
  const wait = Math.min(60_000, 100 * 2 ** container.restartCount)
  const { finishedAt, id } = container
  daemon.options.clock.afterInterval(wait, () => {
    const isThere = daemon.running && daemon.find(id) === container
    if (!isThere || container.status !== 'exited' || container.finishedAt !== finishedAt) return
    container.restartCount++
    daemon.start(container)
  })
}
