import { posix } from 'node:path'
import { textOf } from '../../../shell/text'
import { absolute } from '../../../file-system/paths'
import { entriesIn } from '../../../machine/commands/tar/archive-reader'
import { archiveOf } from '../../../machine/commands/tar/archive-writer'
import type { FileSystem } from '../../../file-system/file-system'
import type { Container } from '../../container/container'
import { type DockerCall, type DockerVerb, isOn } from '../docker-call'
import { ClientError, DockerError } from '../../docker-error'
import { insideOf } from '../../container/container-inside'
import { containerFor } from '../not-found'
import { untilEnded } from '../../container/until-ended'
import { changesIn, entriesBelow, ownTree, place } from './trees'

/** `docker cp CONTAINER:PATH PATH|-` and `docker cp PATH|- CONTAINER:PATH`. */
export const cp: DockerVerb = (call) => {
  const flags = call.parse({
    '-a': 'archive', '--archive': 'archive', '-L': 'follow', '--follow-link': 'follow', '-q': 'quiet', '--quiet': 'quiet',
  }) // prettier-ignore
  const [from = '', to = ''] = flags.words
  const [source, target] = [ofContainer(from), ofContainer(to)]
  if (source && target) throw new ClientError('copying between containers is not supported')
  if (source) return outOf(call, source, to, isOn(flags, 'follow'))
  if (target) return into(call, from, target)
  throw new ClientError('must specify at least one container source')
}

interface Inside {
  readonly name: string
  readonly path: string
}

/** `NAME:PATH`; a path of the machine begins with `/` or `.`, or has no colon. */
const ofContainer = (text: string): Inside | undefined => {
  const at = text.indexOf(':')
  if (at < 1 || /^[./]/.test(text)) return undefined
  return { name: text.slice(0, at), path: text.slice(at + 1) }
}

const noSuchPath = ({ engine }: DockerCall, { name, path }: Inside): DockerError => {
  const told = engine.find(name)
    ? `Could not find the file ${path} in container ${name}`
    : `No such container: ${name}`
  return engine.options.version.startsWith('20.')
    ? new ClientError(`Error: No such container:path: ${name}:${path}`)
    : new DockerError(told)
}

const filesOf = ({ engine }: DockerCall, container: Container): FileSystem =>
  insideOf(container, engine.options.clock).fs

function outOf(call: DockerCall, source: Inside, to: string, follow: boolean): { stdout?: string } {
  const { context, engine } = call
  const container = engine.find(source.name)
  const path = absolute('/', source.path)
  const files = container && filesOf(call, container)
  if (!files?.exists(path)) throw noSuchPath(call, source)
  const real = follow ? files.realpath(path) : path
  if (to === '-')
    return { stdout: textOf(archiveOf(entriesBelow(files, real, posix.basename(path) || '/'))) }
  put(
    { files, path: real, name: posix.basename(path), contents: /\/\.$/.test(source.path) },
    context.fs,
    absolute(context.cwd, to),
    to,
    (text) => new ClientError(text),
  )
  return {}
}

function into(call: DockerCall, from: string, target: Inside): object {
  const { context, engine } = call
  const container = engine.find(target.name)
  const path = from === '-' ? '' : absolute(context.cwd, from)
  if (from !== '-' && !context.fs.exists(path))
    throw new ClientError(
      `lstat ${posix.dirname(path)}/${posix.basename(path)}: no such file or directory`,
    )
  if (!container) throw noSuchPath(call, target)
  const files = filesOf(call, container)
  const destination = absolute('/', target.path)
  if (from === '-') {
    if (!files.exists(destination)) throw noSuchPath(call, target)
    for (const entry of entriesIn(Buffer.from(context.stdin, 'latin1')))
      place(files, destination, entry)
  } else {
    const source = {
      files: context.fs,
      path,
      name: posix.basename(path),
      contents: /\/\.$/.test(from),
    }
    put(source, files, destination, target.path, () => noSuchPath(call, target))
  }
  context.altered(`docker container ${target.name}`)
  return {}
}

interface Source {
  readonly files: FileSystem
  readonly path: string
  readonly name: string
  /** `DIRECTORY/.`: what is in it, not itself. */
  readonly contents: boolean
}

/** As `cp -a`: into a directory that is there, else under the name that was given. */
function put(
  { files, path, name, contents }: Source,
  target: FileSystem,
  destination: string,
  given: string,
  refused: (text: string) => DockerError,
): void {
  const isDirectory = target.kindOf(destination) === 'directory'
  const parent = posix.dirname(destination)
  if (!isDirectory && (given.endsWith('/') || !target.exists(parent)))
    throw refused(`invalid output path: directory "${parent}" does not exist`)
  const [folder, top] = isDirectory
    ? [destination, contents ? '.' : name]
    : [parent, posix.basename(destination)]
  for (const entry of entriesBelow(files, path, top)) place(target, folder, entry)
}

/** `docker diff`: what is otherwise in a container than in its image. */
export const diff: DockerVerb = (call) => {
  const container = call.engine.container(call.parse({}).words[0] ?? '')
  return {
    stdout: changesIn(container, call.engine.options.clock)
      .map((line) => `${line}\n`)
      .join(''),
  }
}

/** `docker export`: all that a container has in files, as an archive. */
export const exportFiles: DockerVerb = (call) => {
  const flags = call.parse({ '-o': 'output=', '--output': 'output=' })
  const container = call.engine.container(flags.words[0] ?? '')
  const archive = archiveOf(ownTree(filesOf(call, container)))
  const file = flags.options['output']?.at(-1)
  if (file === undefined) return { stdout: textOf(archive) }
  call.context.fs.write(absolute(call.context.cwd, file), archive)
  return {}
}

/** `docker attach`: shows what a container writes from now on. */
export const attach: DockerVerb = async ({ engine, parse, context }) => {
  const flags = parse({ '--no-stdin': 'nostdin', '--sig-proxy': 'proxy', '--detach-keys': 'keys=' })
  const container = containerFor(engine, flags.words[0] ?? '')
  if (container.status !== 'running')
    throw new ClientError('You cannot attach to a stopped container, start it first')
  if (container.paused)
    throw new ClientError('You cannot attach to a paused container, unpause it first')
  const stop = container.log.follow(({ text }) => context.stream(text))
  try {
    await untilEnded(engine, container.id, context.signal)
  } finally {
    stop()
  }
  return { exitCode: container.exitCode }
}
