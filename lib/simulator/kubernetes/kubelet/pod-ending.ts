import { durations } from '../../chance/durations'
import { type SeededRandom } from '../../chance/seeded-random'
import { podUid } from './container-run'
import { type KubeletHost } from './kubelet-host'
import { type ContainerStatus, type PodStatus } from '../objects'
import { type PodContainers } from './pod-containers'
import { removeContainer } from './remove-container'
import { type Sandbox } from './sandbox'

/** Whether a container runs, as far as the status knows: the init containers do not count. */
export const isSeenRunning = ({ containerStatuses = [] }: PodStatus): boolean =>
  containerStatuses.some(({ state }) => state.running)

/** How an end is told that nobody will look at: of the init containers, as others do not run then. */
export function withoutUnknown(status: PodStatus): PodStatus {
  const { initContainerStatuses: init } = status
  if (!init) return status
  const known = (one: ContainerStatus): ContainerStatus =>
    one.state.running ? { ...one, state: { terminated: unknown } } : one
  return { ...status, initContainerStatuses: init.map(known) }
}

const unknown = {
  exitCode: 137,
  reason: 'ContainerStatusUnknown',
  message: 'The container could not be located when the pod was terminated',
  startedAt: null,
  finishedAt: null,
}

/** A sandbox goes at the look that finds its containers gone. */
const relistMs = 1_000

export interface PodEndingOptions {
  readonly host: KubeletHost
  readonly random: SeededRandom
  readonly uid: () => string
  readonly containers: PodContainers
  readonly sandbox: Sandbox
  /** Its containers have ended and are about to be taken away: the last that can be told of them. */
  readonly lastReport: () => void
}

/** How a pod whose deletion was asked for ends on its node (kubelet 1.20). */
export class PodEnding {
  begun = false
  /** Nothing holds the object back any more. */
  reclaimed = false

  #isForgotten = false

  constructor(private readonly options: PodEndingOptions) {}

  /** The object is gone already: what has ended is not taken away, but left to the minute's collection of garbage. */
  forget(): void {
    this.#isForgotten = true
  }

  /** Ends containers that were seen to run: within their grace, and with an event for each. */
  async kill(graceSeconds: number): Promise<void> {
    if (this.begun) return
    this.begun = true
    await this.options.containers.kill(graceSeconds)
    await this.#takeAway()
  }

  /**
   * Of a pod of which nothing was seen to run, or of one that nobody knows any more, the kubelet's housekeeping ends within two
   * seconds what does run, and says nothing of it.
   */
  async cleanUp(graceSeconds: number, before: () => void = () => undefined): Promise<void> {
    if (this.begun) return
    this.begun = true
    const { host, random, containers } = this.options
    await host.clock.delay(random.within(durations.housekeeping))
    before()
    await containers.killSilently(graceSeconds)
    await this.#takeAway()
  }

  /** First the containers, then their sandbox: each when a look at the engine finds what has ended. */
  async #takeAway(): Promise<void> {
    const { host, random, containers, sandbox, lastReport } = this.options
    await sandbox.stop()
    // Nothing but the minute's collection of garbage finds a sandbox that never had a container which ended.
    const isFound = !sandbox.isKnown || (containers.ids().length > 0 && !containers.neverBegun())
    const span = isFound ? durations.unmount : durations.neverStarted
    await host.clock.delay(random.within(span) - relistMs)
    if (this.#isForgotten) return
    lastReport()
    this.#remove((id) => id !== sandbox.id)
    await host.clock.delay(relistMs)
    this.#remove(() => true)
    this.reclaimed = true
  }

  #remove(isMeant: (id: string) => boolean): void {
    const { host, uid } = this.options
    for (const { id, labels } of host.runtime.podContainers())
      if (labels[podUid] === uid() && isMeant(id)) removeContainer(host, id)
  }
}
