import { referenceTo } from '../../events/event-recorder'
import { type Pod, type Volume } from '../../objects'
import { type KubeletHost } from '../kubelet-host'
import { isMadeOfObjects, namesIn } from './payload'
import { setUpVolume } from './set-up'
import { podDirectory } from './volume-paths'

const firstRetryMs = 500
const longestRetryMs = 122_000
/** How long a sync waits for volumes. */
const patienceMs = 123_000

/** A pod's volumes: nothing of it starts before they are all there. */
export class PodVolumes {
  readonly #mounted = new Set<string>()
  /** Being tried until they can be had. */
  readonly #trying = new Set<string>()

  constructor(
    private readonly host: KubeletHost,
    private readonly pod: () => Pod,
  ) {}

  /**
   * Resolves when all are mounted, or to false when the kubelet gives up for now: after two minutes, or because
   * the pod is being deleted. Those that are made of objects are made anew, without waiting. Each vain attempt is told in
   * an event. Rejects when the signal aborts.
   */
  async mounted(signal: AbortSignal): Promise<boolean> {
    const volumes = this.pod().spec.volumes ?? []
    const first = volumes.filter(({ name }) => !this.#mounted.has(name))
    for (const volume of volumes)
      if (isMadeOfObjects(volume) && !first.includes(volume))
        void this.#mount(volume, Infinity, signal).catch(() => undefined)
    const done = await Promise.all(first.map((volume) => this.#mount(volume, patienceMs, signal)))
    const missing = first.filter((_, at) => !done[at])
    if (missing.length === 0) return true
    if (this.pod().metadata.deletionTimestamp) return false
    const names = (some: readonly Volume[]): string => some.map(({ name }) => name).join(' ')
    this.#report(
      `Unable to attach or mount volumes: unmounted volumes=[${names(missing)}], unattached volumes=[${names(volumes)}]: timed out waiting for the condition`,
    )
    return false
  }

  /** Whether a volume that is there has something of that object. */
  isMadeOf(kind: 'configmaps' | 'secrets', name: string): boolean {
    const volumes = this.pod().spec.volumes ?? []
    return volumes.some(
      (volume) => this.#mounted.has(volume.name) && namesIn(volume, kind).includes(name),
    )
  }

  /** The pod is gone, and with it all that the kubelet kept of it. */
  remove(): void {
    const { hostFiles } = this.host
    hostFiles?.unmount?.(podDirectory(this.pod()))
    hostFiles?.fs.remove(podDirectory(this.pod()))
  }

  /** Answers whether it could be had within that time; one that somebody tries for already is his. */
  async #mount(volume: Volume, patience: number, signal: AbortSignal): Promise<boolean> {
    const { name } = volume
    if (this.#trying.has(name)) return this.#mounted.has(name)
    this.#trying.add(name)
    try {
      return await this.#tryToMount(volume, patience, signal)
    } finally {
      this.#trying.delete(name)
    }
  }

  async #tryToMount(volume: Volume, patience: number, signal: AbortSignal): Promise<boolean> {
    const { clock } = this.host
    const began = clock.now()
    let retryMs = firstRetryMs
    for (let why; (why = this.#attempt(volume)) !== undefined;) {
      this.#report(`MountVolume.SetUp failed for volume "${volume.name}" : ${why}`)
      if (this.pod().metadata.deletionTimestamp) return false
      const left = patience - clock.simulatedSince(began)
      await clock.delayInterval(Math.max(0, Math.min(retryMs, left)), signal)
      if (left < retryMs) return false
      retryMs = Math.min(retryMs * 2, longestRetryMs)
    }
    this.#mounted.add(volume.name)
    return true
  }

  /** Undefined when that went well. */
  #attempt(volume: Volume): string | undefined {
    try {
      setUpVolume(volume, { host: this.host, pod: this.pod() })
      return undefined
    } catch (error) {
      return (error as Error).message
    }
  }

  #report(message: string): void {
    const about = referenceTo(this.pod())
    this.host.recorder.record({ about, type: 'Warning', reason: 'FailedMount', message })
  }
}
