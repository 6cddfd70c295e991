import { createHash } from 'node:crypto'
import { gzipSync } from 'node:zlib'
import { archiveOf } from '../../machine/commands/tar/archive-writer'
import { type Entry, fileEntry } from '../../machine/commands/tar/entry'
import type { ImageSpec } from './image-store'

/** Something that a registry stores under the digest of its bytes. */
export interface Blob {
  /** `sha256:…` */
  readonly digest: string
  readonly mediaType: string
  readonly bytes: Buffer
}

/** An image as a registry holds it (image manifest version 2, schema 2). */
export interface ImageContent {
  readonly manifest: Blob
  readonly config: Blob
  readonly layers: readonly Blob[]
}

export const manifestType = 'application/vnd.docker.distribution.manifest.v2+json'

/** What runs in a container cannot be read from an image's bytes: it is remembered by the digest of its configuration. */
const programs = new Map<string, ImageSpec>()

/** The image that was published with this configuration; undefined for one from elsewhere. */
export const programOf = (configDigest: string): ImageSpec | undefined => programs.get(configDigest)

export const layerType = 'application/vnd.docker.image.rootfs.diff.tar.gzip'

/** The bytes of an image: a configuration, one layer with its files, and the manifest that names both. */
export function contentOf(spec: ImageSpec): ImageContent {
  const files = spec.files ?? { '/etc/image': `${spec.tags[0] ?? ''}\n` }
  const archive = archiveOf(entriesOf(files))
  const layer = blob(layerType, gzipSync(archive))
  const config = blob(
    'application/vnd.docker.container.image.v1+json',
    json({
      architecture: 'amd64',
      os: 'linux',
      created: '2026-06-01T00:00:00Z',
      config: {
        ...(spec.entrypoint && { Entrypoint: spec.entrypoint }),
        ...(spec.command && { Cmd: spec.command }),
        Env: spec.env ?? [],
        Labels: spec.labels ?? {},
      },
      rootfs: { type: 'layers', diff_ids: [digestOf(archive)] },
      history: [{ created: '2026-06-01T00:00:00Z', created_by: `COPY of ${spec.tags[0] ?? ''}` }],
    }),
  )
  const manifest = blob(
    manifestType,
    json({
      schemaVersion: 2,
      mediaType: manifestType,
      config: descriptor(config),
      layers: [descriptor(layer)],
    }),
  )
  programs.set(config.digest, spec)
  return { manifest, config, layers: [layer] }
}

const entriesOf = (files: Readonly<Record<string, string>>): Entry[] =>
  Object.entries(files).map(([path, content]) => fileEntry(path.replace(/^\//, ''), content))

/** `sha256:…` of some bytes. */
export const digestOf = (bytes: Buffer): string =>
  `sha256:${createHash('sha256').update(bytes).digest('hex')}`

const blob = (mediaType: string, bytes: Buffer): Blob => ({
  digest: digestOf(bytes),
  mediaType,
  bytes,
})

const json = (value: object): Buffer => Buffer.from(JSON.stringify(value, null, 3))

const descriptor = ({ mediaType, digest, bytes }: Blob): object => ({
  mediaType,
  size: bytes.length,
  digest,
})
