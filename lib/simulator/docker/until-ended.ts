import type { Container } from './container'
import type { DockerDaemon } from './daemon'

/** Resolves when the container does not run (any more); rejects with the signal's reason when aborted. */
export function untilEnded(
  docker: DockerDaemon,
  container: Container,
  signal?: AbortSignal,
): Promise<void> {
  return new Promise((resolve, reject) => {
    if (container.status !== 'running') return resolve()
    if (signal?.aborted) return reject(signal.reason as Error)
    const end = (): void => {
      unsubscribe()
      signal?.removeEventListener('abort', onAbort)
    }
    const unsubscribe = docker.onExit((id) => {
      if (id !== container.id) return
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
