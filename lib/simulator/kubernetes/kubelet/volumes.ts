import { referenceTo } from '../event-recorder'
import { type Pod, type Volume } from '../objects'
import { configmaps, secrets } from '../resources/core'
import { type KubeletHost } from './kubelet-host'

const firstRetryMs = 500
const longestRetryMs = 122_000

/** A pod's volumes: nothing of it starts before they are all there. */
export class PodVolumes {
  constructor(
    private readonly host: KubeletHost,
    private readonly pod: () => Pod,
  ) {}

  /** Resolves when all are mounted; each vain attempt is told in an event. Rejects when the signal aborts. */
  async mounted(signal: AbortSignal): Promise<void> {
    const waits = (this.pod().spec.volumes ?? []).map((volume) => this.#mount(volume, signal))
    await Promise.all(waits)
  }

  async #mount(volume: Volume, signal: AbortSignal): Promise<void> {
    let retryMs = firstRetryMs
    for (let why; (why = this.#obstacle(volume)) !== undefined;) {
      this.host.recorder.record({
        about: referenceTo(this.pod()),
        type: 'Warning',
        reason: 'FailedMount',
        message: `MountVolume.SetUp failed for volume "${volume.name}" : ${why}`,
      })
      // A pod that is being deleted waits for nothing.
      if (this.pod().metadata.deletionTimestamp) return
      await this.host.clock.delay(retryMs, signal)
      retryMs = Math.min(retryMs * 2, longestRetryMs)
    }
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
