import { untilEnded } from '../../docker/container/until-ended'
import type { DutParts } from '../dut-parts'

/** How a script that waited for a container has ended. */
export interface Waited {
  readonly exitCode: number
  readonly stderr: string
}

/**
 * What `container wait` turns into. How it ends is what systemd goes by: after any exit code but 0 there is no ExecStop.
 * `python` ends with 0 always; `docker-rs` passes on that something is wrong, also with a container that ended with a
 * code other than 0 and 137 (real-lab-containers.md 2); the recorded lab had a `docker wait` in its place.
 */
export async function waitFor(
  { docker, variant }: DutParts,
  id: string,
  signal?: AbortSignal,
): Promise<Waited> {
  const container = docker.find(id)
  if (!container) {
    if (variant.waiter === 'python') return { exitCode: 0, stderr: '' }
    const stderr = `Error response from daemon: No such container: ${id}\n`
    return { exitCode: variant.waiter === 'docker-rs' ? 255 : 1, stderr }
  }
  await untilEnded(docker, container.id, signal)
  const isFine = variant.waiter !== 'docker-rs' || [0, 137].includes(container.exitCode)
  return { exitCode: isFine ? 0 : 255, stderr: '' }
}

/** What `container wait` has become while it waits. */
export function waiterPrograms({ variant }: DutParts, id: string): readonly string[] {
  if (variant.waiter === 'python') return [`/usr/bin/python3 /usr/local/bin/container wait ${id}`]
  if (variant.waiter === 'docker-rs') return [`/usr/bin/docker-rs wait ${id}`]
  return [`/bin/bash /usr/bin/docker-rs wait ${id}`, `docker wait ${id}`]
}
