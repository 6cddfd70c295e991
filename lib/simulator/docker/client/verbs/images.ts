import { humanDuration, sizeText } from '../../container/container'
import { type DockerVerb, forEachName, isOn, parseFlags } from '../docker-call'
import { DockerError } from '../../docker-error'
import { insistOnFilters, matchesPattern } from '../filters'
import { formatRows } from '../formatting'
import type { Image } from '../../images/image-store'
import { parseReference } from '../../images/reference'

const headers = {
  Repository: 'REPOSITORY', Tag: 'TAG', Digest: 'DIGEST', ID: 'IMAGE ID',
  CreatedSince: 'CREATED', CreatedAt: 'CREATED AT', Size: 'SIZE',
} // prettier-ignore
const filterNames = ['before', 'dangling', 'label', 'reference', 'since', 'until']
const columns = ['Repository', 'Tag', 'ID', 'CreatedSince', 'Size']

/** `docker images [REPOSITORY[:TAG]]`, newest first. */
export const images: DockerVerb = ({ engine, args }) => {
  const flags = parseFlags(args, {
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
  const rows = engine.images
    .all()
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
  if (isOn(flags, 'quiet'))
    return { stdout: [...new Set(rows.map(({ ID }) => `${ID}\n`))].join('') }
  const shown = isOn(flags, 'digests') ? columns.toSpliced(2, 0, 'Digest') : columns
  return { stdout: formatRows(rows, flags.options['format']?.at(-1), headers, shown) }
}

/** `docker rmi`. */
export const rmi: DockerVerb = ({ engine, args, context }) => {
  const flags = parseFlags(args, { '-f': 'force', '--force': 'force', '--no-prune': 'keep' })
  return forEachName(flags.words, (name) => {
    const image = engine.images.find(name)
    const user = engine.containers().find(({ spec }) => spec.image === image)
    if (image && user && image.tags.length <= 1 && !isOn(flags, 'force'))
      throw new DockerError(
        `conflict: unable to remove repository reference "${name}" (must force) - container ${user.id.slice(0, 12)} is using its referenced image ${image.id.slice(7, 19)}`,
      )
    const lines = engine.images.remove(name)
    context.altered(`docker image ${name}`)
    return lines.join('\n')
  })
}

/** `docker tag SOURCE TARGET`. */
export const tag: DockerVerb = ({ engine, args, context }) => {
  const [source = '', target = ''] = args
  const image = engine.images.find(source)
  if (!image) throw new DockerError(`No such image: ${parseReference(source).familiar}`)
  engine.images.tag(image, target)
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
    CreatedSince: `${humanDuration(now - image.createdAt)} ago`,
    CreatedAt: new Date(image.createdAt)
      .toISOString()
      .replace('T', ' ')
      .replace(/\..*/, ' +0000 UTC'),
    Size: sizeText(image.spec.sizeBytes),
  }
}
