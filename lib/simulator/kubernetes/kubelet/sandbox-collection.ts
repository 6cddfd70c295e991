import { type ContainerRuntime, type RuntimeContainer } from './container-runtime'
import { isSandbox, podUid, sandboxAttempt } from './container-run'

/** The kubelet collects its garbage once a minute. */
export const collectionMs = 60_000

/** Removes sandboxes that have ended and hold no container any more, but never a pod's latest. */
export function collectSandboxes(runtime: ContainerRuntime): void {
  const all = runtime.podContainers()
  const [sandboxes, others] = [all.filter(isSandbox), all.filter((each) => !isSandbox(each))]
  const inUse = new Set(others.map(({ labels }) => labels['io.kubernetes.sandbox.id']))
  for (const sandbox of sandboxes)
    if (!sandbox.running && !inUse.has(sandbox.id) && hasLater(sandbox, sandboxes))
      runtime.removeContainer(sandbox.id)
}

const hasLater = (sandbox: RuntimeContainer, all: readonly RuntimeContainer[]): boolean =>
  all.some(
    (other) =>
      other.labels[podUid] === sandbox.labels[podUid] &&
      sandboxAttempt(other) > sandboxAttempt(sandbox),
  )
