import { referenceTo } from '../events/event-recorder'
import { type Pod, type Volume } from '../objects'
import { configmaps, secrets } from '../resources/core'
import { type KubeletHost } from './kubelet-host'

const firstRetryMs = 500
/** How long a sync waits for volumes. */
const patienceMs = 123_000

/** A pod's volumes: nothing of it starts before they are all there. */
export class PodVolumes {
  constructor(
    private readonly host: KubeletHost,
    private readonly pod: () => Pod,
  ) {}

  /**
   * Resolves when all are mounted, or to false when the kubelet gives up for now: after two minutes, or because
   * the pod is being deleted. Each vain attempt is told in an event. Rejects when the signal aborts.
   */
  async mounted(signal: AbortSignal): Promise<boolean> {
    const volumes = this.pod().spec.volumes ?? []
    const began = this.host.clock.now()
    const done = await Promise.all(volumes.map((volume) => this.#mount(volume, began, signal)))
    const missing = volumes.filter((_, at) => !done[at])
    if (missing.length === 0) return true
    if (this.pod().metadata.deletionTimestamp) return false
    const names = (some: readonly Volume[]): string => some.map(({ name }) => name).join(' ')
    this.#report(
      `Unable to attach or mount volumes: unmounted volumes=[${names(missing)}], unattached volumes=[${names(volumes)}]: timed out waiting for the condition`,
    )
    return false
  }

  async #mount(volume: Volume, began: number, signal: AbortSignal): Promise<boolean> {
    const { clock } = this.host
    let retryMs = firstRetryMs
    for (let why; (why = this.#obstacle(volume)) !== undefined;) {
      this.#report(`MountVolume.SetUp failed for volume "${volume.name}" : ${why}`)
      if (this.pod().metadata.deletionTimestamp) return false
      if (clock.simulatedSince(began) + retryMs > patienceMs) return false
      await new Promise<void>((resolve) => clock.afterInterval(retryMs, resolve))
      signal.throwIfAborted()
      retryMs *= 2
    }
    return true
  }

  #report(message: string): void {
    const about = referenceTo(this.pod())
    this.host.recorder.record({ about, type: 'Warning', reason: 'FailedMount', message })
  }

  #obstacle({ hostPath, secret, configMap }: Volume): string | undefined {
    if (hostPath) return this.#hostPathObstacle(hostPath as HostPath)
    const { namespace } = this.pod().metadata
    const client = this.host.access.client()
    const { secretName = '', optional } = (secret ?? {}) as {
      secretName?: string
      optional?: boolean
    }
    if (secretName && !optional && !client.find(secrets, { namespace, name: secretName }))
      return `secret "${secretName}" not found`
    const { name = '', optional: mayLack } = (configMap ?? {}) as {
      name?: string
      optional?: boolean
    }
    if (name && !mayLack && !client.find(configmaps, { namespace, name }))
      return `configmap "${name}" not found`
    return undefined
  }

  #hostPathObstacle({ path, type }: HostPath): string | undefined {
    const { hostFiles } = this.host
    if (!type || !hostFiles) return undefined
    const found = hostFiles.kindOf(path)
    const wanted = type.startsWith('File') ? 'file' : 'directory'
    if (type.endsWith('OrCreate') && found === undefined) {
      hostFiles.create(path, wanted)
      return undefined
    }
    if (!['File', 'Directory', 'FileOrCreate', 'DirectoryOrCreate'].includes(type)) return undefined
    return found === wanted ? undefined : `hostPath type check failed: ${path} is not a ${wanted}`
  }
}

interface HostPath {
  readonly path: string
  readonly type?: string
}
