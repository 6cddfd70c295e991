import { createHash } from 'node:crypto'
import { gunzipSync } from 'node:zlib'
import { textOf } from '../../../shell/text'
import { absolute } from '../../../file-system/paths'
import { entriesIn, NoArchive } from '../../../machine/commands/tar/archive-reader'
import { archiveOf } from '../../../machine/commands/tar/archive-writer'
import { directoryEntry, type Entry, fileEntry } from '../../../machine/commands/tar/entry'
import { type DockerCall, type DockerVerb, isOn } from '../docker-call'
import { ClientError, DockerError } from '../../docker-error'
import type { Image, ImageSpec } from '../../images/image-store'
import { insideOf } from '../../container/container-inside'
import { hasTag, parseReference } from '../../images/reference'
import { imageFor } from './history'
import { changesIn } from './trees'

/**
 * What images are whose archives were written, by id: the layers of the twin's images hold no files, so that one which is
 * loaded, here or on another machine, is known again by its id.
 */
const written = new Map<string, ImageSpec>()

/** `docker save IMAGE… [-o FILE]`, as Docker 20.10 lays it out. */
export const save: DockerVerb = (call) => {
  const flags = call.parse({ '-o': 'output=', '--output': 'output=' })
  const images = flags.words.map((name) => imageFor(call.engine, name))
  const archive = archiveOf(layout(images, flags.words))
  const file = flags.options['output']?.at(-1)
  if (file !== undefined) call.context.fs.write(absolute(call.context.cwd, file), archive)
  else if (call.context.isTerminal)
    throw new ClientError('cowardly refusing to save to a terminal. Use the -o flag or redirect')
  return file === undefined ? { stdout: textOf(archive) } : {}
}

interface Manifest {
  readonly Config: string
  readonly RepoTags: readonly string[] | null
  readonly Layers: readonly string[]
}

interface Config {
  readonly config: { Entrypoint?: string[] | null; Cmd?: string[] | null; Env?: string[] | null; Labels?: Record<string, string> | null }
  readonly created?: string
} // prettier-ignore

function layout(images: readonly Image[], names: readonly string[]): Entry[] {
  const entries: Entry[] = []
  const manifest: Manifest[] = images.map((image, at) => {
    const { spec } = image
    written.set(image.id, spec)
    const layer = createHash('sha256').update(`layer ${image.id}`).digest('hex')
    const digits = image.id.slice('sha256:'.length)
    const config: Config = {
      created: new Date(image.createdAt).toISOString(),
      config: {
        Entrypoint: [...(spec.entrypoint ?? [])],
        Cmd: [...(spec.command ?? [])],
        Env: [...(spec.env ?? [])],
        Labels: { ...spec.labels },
      },
    }
    entries.push(
      directoryEntry(`${layer}/`),
      fileEntry(`${layer}/VERSION`, '1.0'),
      fileEntry(`${layer}/json`, JSON.stringify({ id: layer, os: 'linux' })),
      fileEntry(`${layer}/layer.tar`, archiveOf([])),
      fileEntry(
        `${digits}.json`,
        JSON.stringify({ architecture: 'amd64', ...config, os: 'linux' }),
      ),
    )
    const asked = parseReference(names[at] ?? '').familiar
    const tags = image.tags.filter((tag) => tag === asked)
    return {
      Config: `${digits}.json`,
      RepoTags: tags.length > 0 ? tags : null,
      Layers: [`${layer}/layer.tar`],
    }
  })
  return [...entries, fileEntry('manifest.json', JSON.stringify(manifest))]
}

/** `docker load [-i FILE]`: what `docker save` wrote, on this machine or another, plain or by gzip. */
export const load: DockerVerb = (call) => {
  const flags = call.parse({
    '-i': 'input=',
    '--input': 'input=',
    '-q': 'quiet',
    '--quiet': 'quiet',
  })
  const name = flags.options['input']?.at(-1)
  if (name === undefined && call.context.isTerminal)
    throw new ClientError('requested load from stdin, but stdin is empty')
  const entries = new Map(archiveGiven(call, name).map((entry) => [entry.name, entry.content]))
  const manifest = entries.get('manifest.json')
  if (!manifest) throw new DockerError('invalid archive: does not contain a manifest.json')
  const lines = (JSON.parse(manifest.toString()) as Manifest[]).flatMap(
    ({ Config: path, RepoTags }) => {
      const id = `sha256:${path.replace(/\.json$/, '')}`
      const { config, created } = JSON.parse(entries.get(path)?.toString() ?? '{}') as Config
      const known: ImageSpec = written.get(id) ?? { tags: [], sizeBytes: 0, ...specOf(config) }
      const tags = RepoTags ?? []
      const spec = { ...known, digest: id.slice('sha256:'.length), tags }
      call.engine.images.add(spec, created ? Date.parse(created) : call.engine.now())
      for (const tag of tags) call.context.altered(`docker image ${tag}`)
      return tags.length > 0
        ? tags.map((tag) => `Loaded image: ${tag}\n`)
        : [`Loaded image ID: ${id}\n`]
    },
  )
  return { stdout: lines.join('') }
}

const specOf = (config: Config['config']): Partial<ImageSpec> => ({
  ...(config.Entrypoint?.length && { entrypoint: config.Entrypoint }),
  ...(config.Cmd?.length && { command: config.Cmd }),
  ...(config.Env?.length && { env: config.Env }),
  ...(config.Labels && { labels: config.Labels }),
})

/** Throws as the client does where there is no such file, and as the daemon does where it is no archive. */
function archiveGiven({ context }: DockerCall, name: string | undefined): Entry[] {
  const path = name === undefined || name === '-' ? undefined : absolute(context.cwd, name)
  if (path !== undefined && !context.fs.exists(path))
    throw new ClientError(`open ${name}: no such file or directory`)
  const bytes = path === undefined ? Buffer.from(context.stdin, 'latin1') : context.fs.read(path)
  try {
    return [...entriesIn(bytes[0] === 0x1f && bytes[1] === 0x8b ? gunzipSync(bytes) : bytes)]
  } catch (error) {
    if (!(error instanceof NoArchive)) throw error
    throw new ClientError('Error processing tar file(exit status 1): unexpected EOF')
  }
}

/** `docker import FILE|- [NAME]`: an image of the files of an archive. */
export const importFiles: DockerVerb = (call) => {
  const flags = call.parse({
    '-c': 'change=',
    '--change': 'change=',
    '-m': 'message=',
    '--message': 'message=',
  })
  const [from = '', name] = flags.words
  const files = archiveGiven(call, from)
    .filter(({ kind }) => kind === 'file')
    .map(({ name: path, content }): [string, string] => [
      `/${path.replace(/^(\.?\/)+/, '')}`,
      textOf(content),
    ])
  const image = addImage(call, name, { sizeBytes: sumOf(files), files: Object.fromEntries(files) })
  return { stdout: `${image.id}\n` }
}

/** `docker commit CONTAINER [NAME]`: an image of a container as it is now. */
export const commit: DockerVerb = (call) => {
  const flags = call.parse({
    '-a': 'author=', '--author': 'author=', '-m': 'message=', '--message': 'message=', '-c': 'change=', '--change': 'change=',
    '-p': 'pause', '--pause': 'pause',
  }) // prettier-ignore
  const [name = '', target] = flags.words
  const container = call.engine.container(name)
  const { fs } = insideOf(container, call.engine.options.clock)
  const changed = changesIn(container, call.engine.options.clock)
    .map((line) => line.slice(2))
    .filter((path) => fs.kindOf(path) === 'file')
    .map((path): [string, string] => [path, fs.readText(path)])
  const { spec } = container.spec.image
  const image = addImage(call, target, {
    ...spec,
    sizeBytes: spec.sizeBytes + sumOf(changed),
    files: { ...spec.files, ...Object.fromEntries(changed) },
  })
  call.engine.tell(container, 'commit')
  return { stdout: `${image.id}\n` }
}

const sumOf = (files: readonly (readonly [string, string])[]): number =>
  files.reduce((sum, [, text]) => sum + text.length, 0)

function addImage(
  { engine, context }: DockerCall,
  name: string | undefined,
  spec: Omit<ImageSpec, 'tags' | 'digest'>,
): Image {
  const digest = engine.options.random.of('ids').hex(64)
  const tags = name === undefined ? [] : [name]
  context.altered(`docker image ${name ?? digest}`)
  return engine.images.add({ ...spec, digest, tags }, engine.now())
}

/** `docker push`: registries of the testbed take nothing. */
export const push: DockerVerb = ({ engine, parse }) => {
  const flags = parse({
    '-a': 'all',
    '--all-tags': 'all',
    '-q': 'quiet',
    '--quiet': 'quiet',
    '--disable-content-trust': 'trust',
  })
  const name = flags.words[0] ?? ''
  const { registry, repository } = parseReference(name)
  const usingDefault = hasTag(name) ? '' : 'Using default tag: latest\n'
  const told = `${isOn(flags, 'quiet') ? '' : usingDefault}The push refers to repository [${registry}/${repository}]\n`
  const reason = engine.images.find(name)
    ? 'denied: requested access to the resource is denied'
    : `An image does not exist locally with the tag: ${name.replace(/:[^/]*$/, '')}`
  return { stdout: told, stderr: `${reason}\n`, exitCode: 1 }
}
