import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http'
import type { ImageSpec } from '../docker/images/image-store'
import { basicLogin, RegistryCredentials } from './credentials'
import { type Blob, contentOf, digestOf, layerType } from '../docker/images/image-content'

/** How a registry wants to know who calls: `token`: its answer to a login is a bearer token for one repository. */
export type RegistryAuth = 'none' | 'basic' | 'token'

/** One request and its answer, as a registry's access log tells it. */
export interface RegistryRequest {
  readonly method: string
  readonly path: string
  readonly status: number
}

interface Repository {
  /** By tag and by digest. */
  readonly manifests: Map<string, Blob>
  readonly blobs: Map<string, Blob>
  readonly tags: Set<string>
}

const bearerSeconds = 300

/** A container registry to pull from: version 2 of the API, as the Distribution project's `registry` answers it. */
export class OciRegistry {
  readonly credentials = new RegistryCredentials()
  /** What comes of a layer: all of it, half and then nothing more, or half and then the end of the connection. */
  transfers: 'whole' | 'stall' | 'break off' = 'whole'
  readonly requests: RegistryRequest[] = []
  readonly #repositories = new Map<string, Repository>()

  constructor(
    /** `host:port`, as clients write it. */
    readonly host: string,
    public auth: RegistryAuth,
  ) {}

  /** Puts an image under a repository and a tag; answers its manifest's digest. */
  publish(repository: string, tag: string, spec: ImageSpec): string {
    const { manifest, config, layers } = contentOf({ ...spec, tags: [`${repository}:${tag}`] })
    const known = this.#repositories.get(repository) ?? emptyRepository()
    this.#repositories.set(repository, known)
    known.tags.add(tag)
    for (const reference of [tag, manifest.digest]) known.manifests.set(reference, manifest)
    for (const blob of [config, ...layers]) known.blobs.set(blob.digest, blob)
    return manifest.digest
  }

  readonly listener: RequestListener = (request, response) => {
    const { method = 'GET', url = '/' } = request
    response.on('finish', () =>
      this.requests.push({ method, path: url, status: response.statusCode }),
    )
    const { pathname, searchParams } = new URL(url, `https://${this.host}`)
    if (pathname === '/oauth2/token') return this.#giveToken(request, response, searchParams)
    response.setHeader('Docker-Distribution-Api-Version', 'registry/2.0')
    response.setHeader('X-Content-Type-Options', 'nosniff')
    const place = placeOf(pathname)
    if (!place) return send(response, 404, { text: '404 page not found\n' })
    if (!this.#mayEnter(request, place)) return this.#challenge(response, place)
    if (method !== 'GET' && method !== 'HEAD')
      return refuse(response, 405, 'UNSUPPORTED', 'The operation is unsupported.')
    this.#answer(response, place)
  }

  #answer(response: ServerResponse, { what, name, reference }: Place): void {
    if (what === 'base') return send(response, 200, { text: '{}' })
    if (what === 'catalog')
      return send(response, 200, {
        text: jsonLine({ repositories: [...this.#repositories.keys()] }),
      })
    const repository = this.#repositories.get(name)
    if (what === 'tags') {
      if (!repository)
        return refuse(response, 404, 'NAME_UNKNOWN', 'repository name not known to registry', {
          name,
        })
      return send(response, 200, { text: jsonLine({ name, tags: [...repository.tags] }) })
    }
    const found = repository?.[what].get(reference)
    if (found && found.mediaType === layerType && this.transfers !== 'whole')
      return sendHalf(response, found, this.transfers)
    if (found) return sendBlob(response, found)
    if (what === 'blobs')
      return refuse(response, 404, 'BLOB_UNKNOWN', 'blob unknown to registry', {
        digest: reference,
      })
    const detail = reference.startsWith('sha256:')
      ? { name, revision: reference }
      : { Tag: reference }
    refuse(response, 404, 'MANIFEST_UNKNOWN', 'manifest unknown', detail)
  }

  #mayEnter(request: IncomingMessage, { name }: Place): boolean {
    if (this.auth === 'none') return true
    const { authorization } = request.headers
    if (this.auth === 'basic') {
      const login = basicLogin(authorization)
      return login !== undefined && this.credentials.accepts(...login)
    }
    const [, bearer] = /^Bearer (\S+)$/i.exec(authorization ?? '') ?? []
    const claims = bearer === undefined ? undefined : this.credentials.claimsOf(bearer)
    return claims !== undefined && (name === '' || claims['repository'] === name)
  }

  #challenge(response: ServerResponse, { name }: Place): void {
    const scope = name === '' ? '' : `,scope="repository:${name}:pull"`
    response.setHeader(
      'WWW-Authenticate',
      this.auth === 'basic'
        ? 'Basic realm="Registry Realm"'
        : `Bearer realm="https://${this.host}/oauth2/token",service="${this.host}"${scope}`,
    )
    refuse(response, 401, 'UNAUTHORIZED', 'authentication required', null)
  }

  #giveToken(request: IncomingMessage, response: ServerResponse, query: URLSearchParams): void {
    const login = basicLogin(request.headers.authorization)
    if (!login || !this.credentials.accepts(...login))
      return refuse(response, 401, 'UNAUTHORIZED', 'authentication required', null)
    const [, repository] = /^repository:([^:]+):/.exec(query.get('scope') ?? '') ?? []
    const token = this.credentials.issue(bearerSeconds, { repository })
    const answer = { token, access_token: token, expires_in: bearerSeconds }
    send(response, 200, { text: jsonLine(answer) })
  }
}

/** What a path of the API names. */
interface Place {
  readonly what: 'base' | 'catalog' | 'tags' | 'manifests' | 'blobs'
  readonly name: string
  readonly reference: string
}

function placeOf(path: string): Place | undefined {
  if (/^\/v2\/?$/.test(path)) return { what: 'base', name: '', reference: '' }
  if (path === '/v2/_catalog') return { what: 'catalog', name: '', reference: '' }
  const [, name = '', what, reference = ''] =
    /^\/v2\/(.+)\/(manifests|blobs|tags)\/([^/]+)$/.exec(path) ?? []
  if (what === 'manifests' || what === 'blobs') return { what, name, reference }
  return what === 'tags' && reference === 'list' ? { what: 'tags', name, reference } : undefined
}

const emptyRepository = (): Repository => ({
  manifests: new Map(),
  blobs: new Map(),
  tags: new Set(),
})

const jsonLine = (value: object): string => `${JSON.stringify(value)}\n`

function send(response: ServerResponse, status: number, { text }: { text: string }): void {
  response.setHeader('Content-Type', 'application/json; charset=utf-8')
  response.setHeader('Content-Length', Buffer.byteLength(text))
  response.writeHead(status).end(text)
}

function refuse(
  response: ServerResponse,
  status: number,
  code: string,
  message: string,
  detail?: object | null,
): void {
  send(response, status, { text: jsonLine({ errors: [{ code, message, detail }] }) })
}

function sendHalf(response: ServerResponse, blob: Blob, then: 'stall' | 'break off'): void {
  announce(response, blob)
  response.write(blob.bytes.subarray(0, blob.bytes.length / 2), () => {
    if (then === 'break off') response.destroy()
  })
}

function sendBlob(response: ServerResponse, blob: Blob): void {
  announce(response, blob)
  response.end(blob.bytes)
}

function announce(response: ServerResponse, { bytes, digest, mediaType }: Blob): void {
  response.setHeader('Content-Type', mediaType)
  response.setHeader('Content-Length', bytes.length)
  response.setHeader('Docker-Content-Digest', digestOf(bytes) === digest ? digest : '')
  response.setHeader('Etag', `"${digest}"`)
  response.writeHead(200)
}
