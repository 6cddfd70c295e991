import type { ContainerRuntime } from '../../kubernetes/kubelet/container-runtime'

/** Resolves when the container does not run (any more); rejects with the signal's reason when aborted. */
export function untilEnded(
  runtime: Pick<ContainerRuntime, 'inspect' | 'onExit'>,
  container: string,
  signal?: AbortSignal,
): Promise<void> {
  return new Promise((resolve, reject) => {
    if (!runtime.inspect(container)?.running) return resolve()
    if (signal?.aborted) return reject(signal.reason as Error)
    const end = (): void => {
      unsubscribe()
      signal?.removeEventListener('abort', onAbort)
    }
    const unsubscribe = runtime.onExit((id) => {
      if (id !== container) return
      end()
      resolve()
    })
    const onAbort = (): void => {
      end()
      reject(signal?.reason as Error)
    }
    signal?.addEventListener('abort', onAbort, { once: true })
  })
}
