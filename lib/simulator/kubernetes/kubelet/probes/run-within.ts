import { pauseOn } from '../../../machine/pause'
import { type RuntimeExec } from '../container-runtime'
import { type KubeletHost } from '../kubelet-host'

/**
 * Runs a command in a container for at most so many seconds; undefined when it was not done by then. It runs on all the same: Docker
 * ends nothing that was begun by `exec` (kubernetes/pkg/kubelet/dockershim, 1.20). Only what it waits for itself counts: how fast this
 * machine works is none of the container's.
 */
export function runWithin(
  { runtime, clock }: KubeletHost,
  id: string,
  command: readonly string[],
  seconds: number,
): Promise<RuntimeExec | undefined> {
  const pause = pauseOn(clock)
  let left = seconds * 1000
  return new Promise((resolve, reject) => {
    const wait = async (ms: number, signal: AbortSignal): Promise<void> => {
      const within = Math.min(ms, left)
      left -= within
      await pause(within, signal)
      if (left > 0) return
      resolve(undefined)
      await pause(ms - within, signal)
    }
    runtime.exec(id, command, { wait }).then(resolve, reject)
  })
}
