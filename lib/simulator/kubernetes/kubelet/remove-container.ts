import { type KubeletHost } from './kubelet-host'
import { unlinkLog } from './pod-logs'

/** Removes a container from the engine, and what the kubelet has made to its log. */
export function removeContainer({ runtime, hostFiles }: KubeletHost, id: string): void {
  const container = runtime.inspect(id)
  runtime.removeContainer(id)
  if (container && hostFiles) unlinkLog(hostFiles.fs, container)
}
