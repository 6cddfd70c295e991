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
