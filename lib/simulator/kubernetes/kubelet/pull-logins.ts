import { parseReference } from '../../docker/images/reference'
import {
  type DockerConfig,
  loginFor,
  parseDockerConfig,
  type RegistryLogin,
} from '../../docker/pulling/registry-login'
import { type Pod, type Secret } from '../objects'
import { secrets } from '../resources/core'
import { type KubeletHost } from './kubelet-host'

/** Where the kubelet looks on its node; /root/.docker is none of them, since it runs without HOME. */
const nodeConfig = '/var/lib/kubelet/config.json'
/** What it found there holds for so long (kubernetes/pkg/credentialprovider, five minutes). */
const nodeConfigMs = 5 * 60_000

/** The logins with which one kubelet pulls: those of a pod's secrets, then the node's own. */
export class PullLogins {
  #ofNode: { readonly config: DockerConfig; readonly readAt: number }

  constructor(private readonly host: KubeletHost) {
    this.#ofNode = this.#readNode()
  }

  /** In the order in which they are tried; none: without a login. A secret that isn't there is as good as none. */
  of(pod: Pod, image: string): readonly RegistryLogin[] {
    const { registry } = parseReference(image)
    const ofPod = (pod.spec.imagePullSecrets ?? []).map(({ name }) =>
      configOf(this.host.access.client().find(secrets, { ...namespaceOf(pod), name })),
    )
    if (this.host.clock.simulatedSince(this.#ofNode.readAt) > nodeConfigMs)
      this.#ofNode = this.#readNode()
    return [...ofPod, this.#ofNode.config].flatMap((config) => {
      const login = config && loginFor(config, registry)
      return login ? [login] : []
    })
  }

  #readNode(): { config: DockerConfig; readAt: number } {
    const { fs } = this.host.hostFiles ?? {}
    const config = fs?.exists(nodeConfig) ? parseDockerConfig(fs.readText(nodeConfig)) : undefined
    return { config: config ?? {}, readAt: this.host.clock.now() }
  }
}

const namespaceOf = ({ metadata: { namespace } }: Pod): { namespace?: string } =>
  namespace === undefined ? {} : { namespace }

/** What a secret of one of the two types for Docker says. */
function configOf(secret: Secret | undefined): DockerConfig | undefined {
  const text = (key: string): string | undefined => {
    const value = secret?.data?.[key]
    return value === undefined ? undefined : Buffer.from(value, 'base64').toString()
  }
  const whole = text('.dockerconfigjson')
  if (whole !== undefined) return parseDockerConfig(whole)
  const auths = text('.dockercfg')
  return auths === undefined ? undefined : parseDockerConfig(`{"auths":${auths}}`)
}
