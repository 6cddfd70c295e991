import { type KubeletHost } from './kubelet-host'

/** Stops a container; an engine that refuses is logged, and the container taken for gone. */
export async function stopContainer(
  { runtime, log }: KubeletHost,
  id: string,
  graceSeconds: number,
): Promise<void> {
  try {
    await runtime.stopContainer(id, graceSeconds)
  } catch (error) {
    log(
      `remote_runtime.go:276] StopContainer "${id}" from runtime service failed: ${String(error)}`,
    )
  }
}
