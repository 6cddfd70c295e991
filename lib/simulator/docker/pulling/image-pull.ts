import { createHash } from 'node:crypto'
import { durations } from '../../chance/durations'
import type { DockerDaemon } from '../daemon'
import type { FetchRequest, Image } from '../images/image-store'
import { parseReference } from '../images/reference'

/** What a pull has brought. */
export interface PulledImage {
  readonly image: Image
  /** `sha256:…` of its manifest. */
  readonly digest: string
  readonly layers: readonly string[]
  /** The tag was not there, or named another image. */
  readonly isNewer: boolean
}

/** Fetches an image and puts it into the daemon's store; rejects with DockerError. */
export async function pullImage(
  daemon: DockerDaemon,
  reference: string,
  request: FetchRequest = {},
): Promise<PulledImage> {
  const { registry, images, options } = daemon
  const chance = options.random.of(`pull ${reference}`)
  await options.clock.delay(chance.within(durations.askRegistry), request.signal)
  const fetched = await registry.fetch(reference, request)
  await options.clock.delay(chance.within(durations.pull), request.signal)
  const before = images.find(reference)
  const image = images.add(fetched, fetched.createdAt ?? daemon.now())
  const { familiar, tag } = parseReference(reference)
  const digest =
    fetched.manifestDigest ?? `sha256:${createHash('sha256').update(image.id).digest('hex')}`
  image.pulledAs ??= `${familiar.slice(0, -tag.length - 1)}@${digest}`
  return { image, digest, layers: fetched.layers ?? [], isNewer: image !== before }
}
