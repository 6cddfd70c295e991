import { createHash } from 'node:crypto'
import type { ContainerProgram } from '../container/container-program'
import type { SimulatedCommand } from '../../machine/types'
import { DockerError } from '../docker-error'
import type { RegistryLogin } from '../pulling/registry-login'
import { parseReference } from './reference'

/** What an image is, wherever it is stored. */
export interface ImageSpec {
  /** `k8s.gcr.io/pause:3.5`; more than one when tags share an image. */
  readonly tags: readonly string[]
  readonly sizeBytes: number
  /** ENTRYPOINT: what always runs. */
  readonly entrypoint?: readonly string[]
  /** CMD: what follows it, unless whoever creates a container gives something else. */
  readonly command?: readonly string[]
  /** The 64 digits of its id; default: derived from the first tag. */
  readonly digest?: string
  /** There is nothing in it but its entrypoint: no shell, no command. */
  readonly isBare?: true
  readonly labels?: Readonly<Record<string, string>>
  readonly env?: readonly string[]
  /** Files that `docker exec CONTAINER cat …` finds in a container of it. */
  readonly files?: Readonly<Record<string, string>>
  /** Its process ignores SIGTERM, so that stopping it takes the whole grace. */
  readonly ignoresSigterm?: boolean
  /** It ends by itself, so many simulated milliseconds after its start. */
  readonly exits?: { readonly afterMs: number; readonly code: number }
  readonly log?: string
  /** What it answers by HTTP at a port; undefined, or no such function: nothing listens there. */
  readonly serves?: (port: number, path: string) => { status: number } | undefined
  /** Commands in it besides the standard ones. */
  readonly commands?: readonly SimulatedCommand[]
  /** What its command does, where the fields above don't say it. */
  readonly program?: ContainerProgram
}

export interface Image {
  /** `sha256:…` */
  readonly id: string
  /** Sorted, as Docker tells them. */
  readonly tags: string[]
  readonly createdAt: number
  readonly spec: ImageSpec
  /** `registry/repository@sha256:…` when it was pulled rather than built or loaded. */
  pulledAs?: string
}

/** An image that has come over the network. */
export interface FetchedImage extends ImageSpec {
  /** `sha256:…`; undefined: derived from the image's id. */
  readonly manifestDigest?: string
  /** The digests of its layers. */
  readonly layers?: readonly string[]
  /** When it was built, in milliseconds since the epoch; undefined: now. */
  readonly createdAt?: number
}

export interface FetchRequest {
  readonly login?: RegistryLogin | undefined
  readonly signal?: AbortSignal
  /** Told of each piece that comes. */
  readonly progress?: () => void
}

/** Where pulled images come from: answers an image, or rejects with the daemon's text. */
export interface Registry {
  fetch(reference: string, request?: FetchRequest): Promise<FetchedImage>
  /** Rejects with the daemon's text where the registry refuses. */
  login(registry: string, login: RegistryLogin): Promise<void>
}

/** A registry that nobody gets anything from: `text` is what the daemon says of it. */
export const refusing = (text: (reference: string) => string): Registry => ({
  fetch: (reference) => Promise.reject(new DockerError(text(reference))),
  login: (registry) => Promise.reject(new DockerError(text(`${registry}/`))),
})

/** Registries that hold some images; on a registry that holds none of them the name does not resolve. */
export const knownRegistries = (images: readonly ImageSpec[]): Registry => ({
  async login() {
    // They ask nobody who he is.
  },
  async fetch(reference) {
    const { registry, repository, tag, familiar } = parseReference(reference)
    const found = images.find((image) =>
      image.tags.some((each) => parseReference(each).full === `${registry}/${repository}:${tag}`),
    )
    if (found) return { ...found, tags: [familiar] }
    if (
      images.some((image) => image.tags.some((each) => parseReference(each).registry === registry))
    )
      throw new DockerError(
        `manifest for ${familiar} not found: manifest unknown: manifest unknown`,
      )
    const host = registry === 'docker.io' ? 'registry-1.docker.io' : registry
    throw new DockerError(
      `Get "https://${host}/v2/": dial tcp: lookup ${host.split(':')[0]}: Temporary failure in name resolution`,
    )
  },
})

/** The images that a daemon has. */
export class ImageStore {
  readonly #images: Image[] = []

  /** `createdAt`: milliseconds since the epoch. An image that is there already only gets the tags. */
  add(spec: ImageSpec, createdAt: number): Image {
    const id = `sha256:${
      spec.digest ??
      createHash('sha256')
        .update(spec.tags[0] ?? '')
        .digest('hex')
    }`
    const known = this.#images.find((image) => image.id === id)
    const image = known ?? { id, tags: [], createdAt, spec }
    if (!known) this.#images.push(image)
    for (const tag of spec.tags) this.tag(image, tag)
    return image
  }

  all(): readonly Image[] {
    return this.#images
  }

  /** By tag, id or the beginning of an id. */
  find(reference: string): Image | undefined {
    const digits = reference.replace(/^sha256:/, '')
    const byId = (image: Image): boolean => image.id.slice(7).startsWith(digits)
    const tagged = parseReference(reference).familiar
    return (
      this.#images.find((image) => image.tags.includes(tagged)) ??
      (/^[0-9a-f]{4,64}$/.test(digits) ? this.#images.find(byId) : undefined)
    )
  }

  tag(image: Image, tag: string): void {
    const { familiar } = parseReference(tag)
    for (const other of this.#images) if (other !== image) remove(other.tags, familiar)
    if (!image.tags.includes(familiar)) image.tags.push(familiar)
    image.tags.sort()
  }

  /** Takes a tag away; with the last one (or by id) the image goes too. Answers what `docker rmi` prints. */
  remove(reference: string): string[] {
    const image = this.find(reference)
    if (!image) throw new DockerError(`No such image: ${parseReference(reference).familiar}`)
    const { familiar } = parseReference(reference)
    const untagged = image.tags.includes(familiar) ? [familiar] : [...image.tags]
    for (const tag of untagged) remove(image.tags, tag)
    const lines = untagged.map((tag) => `Untagged: ${tag}`)
    if (image.tags.length > 0) return lines
    this.#images.splice(this.#images.indexOf(image), 1)
    return [...lines, `Deleted: ${image.id}`]
  }
}

function remove<T>(list: T[], value: T): void {
  const at = list.indexOf(value)
  if (at >= 0) list.splice(at, 1)
}
