import { digestOf, manifestType, programOf } from '../images/image-content'
import { BrokenOff, DockerError } from '../docker-error'
import type { FetchedImage, FetchRequest, Registry } from '../images/image-store'
import { type ImageReference, parseReference } from '../images/reference'
import { type DaemonSettings, isInsecure } from './daemon-settings'
import { GoError } from './go-errors'
import type { RegistryLogin } from './registry-login'
import { RegistrySession } from './registry-session'
import type { Answer, Origin, Trust } from './transport'

/** A schema-2 manifest, as far as a pull needs it. */
interface Manifest {
  readonly config: { readonly digest: string }
  readonly layers: readonly { readonly digest: string; readonly size: number }[]
}

interface ImageConfig {
  readonly created: string
  readonly config?: {
    readonly Entrypoint?: readonly string[]
    readonly Cmd?: readonly string[]
    readonly Env?: readonly string[]
    readonly Labels?: Readonly<Record<string, string>>
  }
}

const transferAttempts = 5

/** How a Docker daemon pulls: it asks the registry itself, by the way that its settings prescribe. */
export class RegistryClient implements Registry {
  constructor(
    private readonly origin: Origin,
    private readonly dockerVersion: string,
    /** As the daemon was told when it started. */
    private readonly settings: () => DaemonSettings,
  ) {}

  /** Throws DockerError in the daemon's words. */
  async fetch(reference: string, request: FetchRequest = {}): Promise<FetchedImage> {
    const named = parseReference(reference)
    try {
      const session = await this.#session(named.registry, request)
      return await this.#pull(session, named, request)
    } catch (error) {
      throw error instanceof GoError ? new DockerError(error.message) : error
    }
  }

  /** Resolves when the registry takes the login; throws DockerError in the daemon's words. */
  async login(registry: string, login: RegistryLogin): Promise<void> {
    try {
      const session = await this.#session(registry, { login })
      const { status } = await session.ask('GET', '/v2/', '')
      if (status >= 300)
        throw new GoError(
          `login attempt to ${session.base}/v2/ failed with status: ${status} ${status === 401 ? 'Unauthorized' : 'Error'}`,
        )
    } catch (error) {
      throw error instanceof GoError ? new DockerError(error.message) : error
    }
  }

  async #pull(
    session: RegistrySession,
    named: ImageReference,
    request: FetchRequest,
  ): Promise<FetchedImage> {
    const { repository, tag, familiar } = named
    const ask = (method: 'GET' | 'HEAD', what: string): Promise<Answer> =>
      session.ask(method, `/v2/${repository}/${what}`, repository, manifestType)
    const head = await ask('HEAD', `manifests/${tag}`)
    if (head.status !== 200) throw refusal(head, named)
    const manifestDigest = String(head.headers['docker-content-digest'])
    const manifest = JSON.parse(
      await verified(await ask('GET', `manifests/${manifestDigest}`), manifestDigest, named),
    ) as Manifest
    const configDigest = manifest.config.digest
    const config = JSON.parse(
      await verified(await ask('GET', `blobs/${configDigest}`), configDigest, named),
    ) as ImageConfig
    for (const { digest } of manifest.layers) {
      const layer = await this.#untilWhole(() => ask('GET', `blobs/${digest}`), request)
      await verified(layer, digest, named)
    }
    return {
      sizeBytes: manifest.layers.reduce((sum, { size }) => sum + size, 0),
      ...(config.config?.Entrypoint && { entrypoint: config.config.Entrypoint }),
      ...(config.config?.Cmd && { command: config.config.Cmd }),
      env: config.config?.Env ?? [],
      labels: config.config?.Labels ?? {},
      ...programOf(configDigest),
      tags: [familiar],
      digest: configDigest.slice('sha256:'.length),
      manifestDigest,
      createdAt: Date.parse(config.created),
      layers: manifest.layers.map(({ digest }) => digest),
    }
  }

  /** A transfer of a layer that breaks off is begun again after 5, 10, 15 and 20 s; then the daemon gives up. */
  async #untilWhole(
    transfer: () => Promise<Answer>,
    { signal, progress }: FetchRequest,
  ): Promise<Answer> {
    for (let attempt = 1; ; attempt++)
      try {
        return await transfer()
      } catch (error) {
        if (!(error instanceof GoError && error.message.endsWith('unexpected EOF'))) throw error
        if (attempt === transferAttempts) throw new BrokenOff()
        await this.origin.machine.clock.delayInterval(attempt * 5_000, signal)
        progress?.()
      }
  }

  /** HTTPS; where any registry will do, HTTP after it. */
  async #session(
    registry: string,
    { login, progress, signal = new AbortController().signal }: FetchRequest,
  ): Promise<RegistrySession> {
    const { proxies } = this.settings()
    const host = registry === 'docker.io' ? 'registry-1.docker.io' : registry
    const way = { proxies, trust: this.#trust(registry), signal, progress }
    try {
      return await RegistrySession.open(this.origin, way, `https://${host}`, login)
    } catch (error) {
      if (!(error instanceof GoError && way.trust.anyCertificate)) throw error
      return RegistrySession.open(this.origin, way, `http://${host}`, login)
    }
  }

  /** /etc/docker/certs.d is read at each pull. */
  #trust(registry: string): Trust {
    const { fs } = this.origin.machine
    const directory = `/etc/docker/certs.d/${registry}`
    const names = fs.exists(directory) ? fs.list(directory) : []
    return {
      cas: names
        .filter((name) => name.endsWith('.crt'))
        .map((name) => fs.readText(`${directory}/${name}`)),
      anyCertificate: isInsecure(registry, this.settings()),
      prefix: this.dockerVersion.startsWith('20.') ? '' : 'tls: failed to verify certificate: ',
    }
  }
}

/** The text of an answer whose bytes have the digest under which they were asked for. */
async function verified(answer: Answer, digest: string, named: ImageReference): Promise<string> {
  if (answer.status !== 200) throw refusal(answer, named)
  if (digestOf(answer.body) !== digest)
    throw new GoError(`filesystem layer verification failed for digest ${digest}`)
  return answer.body.toString()
}

/** What the daemon says of an answer that is no image. */
function refusal({ status }: Answer, { familiar, registry, repository }: ImageReference): GoError {
  if (status === 401) return new GoError('unauthorized: authentication required')
  if (status === 403)
    return new GoError(
      `pull access denied for ${registry === 'docker.io' ? repository : `${registry}/${repository}`}, repository does not exist or may require 'docker login': denied: requested access to the resource is denied`,
    )
  if (status === 404)
    return new GoError(`manifest for ${familiar} not found: manifest unknown: manifest unknown`)
  return new GoError(`received unexpected HTTP status: ${status}`)
}
