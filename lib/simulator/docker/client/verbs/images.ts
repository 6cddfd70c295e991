import { dockerDuration, sizeText } from '../../container/container'
import { type DockerVerb, forEachName, forgiving, isOn } from '../docker-call'
import { ClientError, DockerError } from '../../docker-error'
import { insistOnFilters, matchesPattern, passes } from '../filters'
import { hasLabel } from '../labels'
import { imageFor } from './history'
import { formatRows } from '../formatting'
import type { DockerEngine } from '../../engine'
import type { Image } from '../../images/image-store'
import { NotFound } from '../not-found'
import { isReference, parseReference, whyNoReference } from '../../images/reference'

const headers = {
  Repository: 'REPOSITORY', Tag: 'TAG', Digest: 'DIGEST', ID: 'IMAGE ID',
  CreatedSince: 'CREATED', CreatedAt: 'CREATED AT', Size: 'SIZE',
} // prettier-ignore
const filterNames = ['before', 'dangling', 'label', 'reference', 'since', 'until']
const columns = ['Repository', 'Tag', 'ID', 'CreatedSince', 'Size']

/** `docker images [REPOSITORY[:TAG]]`, newest first. */
export const images: DockerVerb = ({ engine, parse }) => {
  const flags = parse({
    '-a': 'all', '--all': 'all', '-q': 'quiet', '--quiet': 'quiet', '--no-trunc': 'full', '--digests': 'digests',
    '--format': 'format=', '-f': 'filter=', '--filter': 'filter=',
  }) // prettier-ignore
  const filters = flags.options['filter'] ?? []
  insistOnFilters(filters, filterNames, engine)
  const valuesOf = (key: string): string[] =>
    filters
      .filter((filter) => filter.startsWith(`${key}=`))
      .map((filter) => filter.slice(key.length + 1))
  const wanted = [...flags.words, ...valuesOf('reference')]
  const [dangling] = valuesOf('dangling')
  const full = isOn(flags, 'full')
  insistOnValues(filters)
  const rows = imagesThat(engine, filters)
    .toSorted((one, other) => other.createdAt - one.createdAt)
    .flatMap((image) =>
      (image.tags.length > 0 ? image.tags : ['<none>:<none>']).map((tag) =>
        row(image, tag, engine.now(), full),
      ),
    )
    .filter(({ Repository, Tag }) => {
      const isDangling = Repository === '<none>'
      if (dangling !== undefined && isDangling !== (dangling === 'true')) return false
      const names = [Repository, `${Repository}:${Tag}`]
      return (
        wanted.length === 0 ||
        wanted.some((each) => names.some((name) => matchesPattern(each, name)))
      )
    })
  const format = flags.options['format']?.at(-1)
  if (isOn(flags, 'quiet') && (format === undefined || format.startsWith('table')))
    return { stdout: [...new Set(rows.map(({ ID }) => `${ID}\n`))].join('') }
  const shown = isOn(flags, 'digests') ? columns.toSpliced(2, 0, 'Digest') : columns
  return { stdout: formatRows(rows, format, headers, shown) }
}

/** What the daemon says of a value that is none of the filter's. */
function insistOnValues(filters: readonly string[]): void {
  const unknown = filters.find((filter) => /^dangling=(?!(true|false|1|0)$)/.test(filter))
  if (unknown === undefined) return
  throw new DockerError(`Invalid filter 'dangling=[${unknown.slice('dangling='.length)}]'`)
}

/** Those that have these labels, and were made before and after others. */
function imagesThat(engine: DockerEngine, filters: readonly string[]): readonly Image[] {
  const tests: Readonly<Record<string, (image: Image, value: string) => boolean>> = {
    label: ({ spec }, value) => hasLabel(spec.labels, value),
    before: ({ createdAt }, value) =>
      createdAt < imageFor(engine, value, parseReference(value).familiar).createdAt,
    since: ({ createdAt }, value) =>
      createdAt > imageFor(engine, value, parseReference(value).familiar).createdAt,
  }
  return engine.images
    .all()
    .filter((image) => passes(filters, (key, value) => tests[key]?.(image, value) ?? true))
}

/** Why an image may not go by that name: of one that is named by its id, nothing may be left that needs it. */
function conflictOf(
  engine: DockerEngine,
  image: Image,
  name: string,
  force: boolean,
): string | undefined {
  const users = engine.containers().filter(({ spec }) => spec.image === image)
  const short = image.id.slice(7, 19)
  if (image.tags.includes(parseReference(name).familiar)) {
    const [user] = users
    return user && image.tags.length === 1 && !force
      ? `remove repository reference "${name}" (must force) - container ${user.id.slice(0, 12)} is using its referenced image ${short}`
      : undefined
  }
  const running = users.find(({ status }) => status === 'running')
  if (running)
    return `delete ${short} (cannot be forced) - image is being used by running container ${running.id.slice(0, 12)}`
  if (force) return undefined
  if (image.tags.length > 1)
    return `delete ${short} (must be forced) - image is referenced in multiple repositories`
  const [stopped] = users
  return (
    stopped &&
    `delete ${short} (must be forced) - image is being used by stopped container ${stopped.id.slice(0, 12)}`
  )
}

/** `docker rmi`. */
export const rmi: DockerVerb = async ({ engine, parse, context }) => {
  const flags = parse({ '-f': 'force', '--force': 'force', '--no-prune': 'keep' })
  const absent = flags.words.filter((name) => !engine.images.find(name))
  const output = await forEachName(flags.words, (name) => {
    const image = engine.images.find(name)
    if (!isReference(name)) throw new DockerError(whyNoReference(name))
    if (!image)
      throw new NotFound(engine, 'image', name, `No such image: ${parseReference(name).familiar}`)
    const conflict = conflictOf(engine, image, name, isOn(flags, 'force'))
    if (conflict !== undefined) throw new DockerError(`conflict: unable to ${conflict}`)
    const lines = engine.images.remove(name)
    engine.events.note('image', lines.length > 1 ? 'delete' : 'untag', image.id, { name: image.id })
    context.altered(`docker image ${name}`)
    return lines.join('\n')
  })
  return isOn(flags, 'force') ? forgiving(absent, output) : output
}

/** `docker tag SOURCE TARGET`. */
export const tag: DockerVerb = ({ engine, parse, context }) => {
  const [source = '', target = ''] = parse({}).words
  if (!isReference(target))
    throw new ClientError(
      `Error parsing reference: "${target}" is not a valid repository/tag: ${whyNoReference(target)}`,
    )
  const image = engine.images.find(source)
  if (!image) throw new DockerError(`No such image: ${parseReference(source).familiar}`)
  engine.images.tag(image, target)
  engine.events.note('image', 'tag', image.id, { name: parseReference(target).familiar })
  context.altered(`docker image ${target}`)
  return {}
}

function row(
  image: Image,
  name: string,
  now: number,
  full: boolean,
): Record<'Repository' | 'Tag' | 'ID', string> & Record<string, string> {
  const colon = name.lastIndexOf(':')
  return {
    Repository: name.slice(0, colon),
    Tag: name.slice(colon + 1),
    Digest: image.pulledAs?.split('@')[1] ?? '<none>',
    ID: full ? image.id : image.id.slice(7, 19),
    CreatedSince: `${dockerDuration(now - image.createdAt)} ago`,
    CreatedAt: new Date(image.createdAt)
      .toISOString()
      .replace('T', ' ')
      .replace(/\..*/, ' +0000 UTC'),
    Size: sizeText(image.spec.sizeBytes),
    VirtualSize: sizeText(image.spec.sizeBytes),
    Containers: 'N/A',
    SharedSize: 'N/A',
    UniqueSize: 'N/A',
  }
}
