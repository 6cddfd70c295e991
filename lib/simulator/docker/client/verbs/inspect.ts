import { type DockerVerb, isOn } from '../docker-call'
import { describeContainer } from '../../describing/container'
import { describeImage } from '../../describing/image'
import { ClientError } from '../../docker-error'
import type { DockerEngine } from '../../engine'
import { filledIn, unescapeFormat } from '../docker-format'
import { describeNetwork } from './network'
import { describeVolume } from './volume'

type Kind = 'container' | 'image' | 'network' | 'volume'

/** What `--type` takes; those that the twin has none of are never found. */
const everyKind = ['container', 'image', 'network', 'volume', 'node', 'plugin', 'secret', 'service', 'task'] as const // prettier-ignore

/** `docker inspect`, and `docker KIND inspect` of each kind. */
export const inspect =
  (kinds: readonly Kind[]): DockerVerb =>
  ({ engine, parse }) => {
    const flags = parse({
      '-f': 'format=',
      '--format': 'format=',
      '--type': 'type=',
      '-s': 'size',
      '--size': 'size',
    })
    const type = flags.options['type']?.[0]
    if (type !== undefined && !(everyKind as readonly string[]).includes(type))
      throw new ClientError(`"${type}" is not a valid value for --type`)
    const wanted = type === undefined ? kinds : [type as Kind]
    const withSize = isOn(flags, 'size')
    const found = flags.words.map((name) => ({
      name,
      object: look(engine, name, wanted, withSize),
    }))
    const objects = found.flatMap(({ object }) => (object ? [object] : []))
    const missing = found.filter(({ object }) => !object).map(({ name }) => notFound(wanted, name))
    const format = flags.options['format']?.at(-1)
    const stdout =
      format === undefined
        ? `${JSON.stringify(objects, null, 4)}\n`
        : objects.map((object) => `${filledIn(unescapeFormat(format), object)}\n`).join('')
    return { stdout, stderr: missing.join(''), exitCode: missing.length > 0 ? 1 : 0 }
  }

function notFound(kinds: readonly Kind[], name: string): string {
  if (kinds.length > 1) return `Error: No such object: ${name}\n`
  return `Error: No such ${kinds[0]}: ${name}\n`
}

function look(
  engine: DockerEngine,
  name: string,
  kinds: readonly Kind[],
  withSize: boolean,
): object | undefined {
  const container = kinds.includes('container') ? engine.find(name) : undefined
  if (container)
    return Object.defineProperty(
      {
        ...describeContainer(container, engine),
        ...(withSize && { SizeRw: 0, SizeRootFs: container.spec.image.spec.sizeBytes }),
      },
      'ID',
      { value: container.id },
    )
  const image = kinds.includes('image') ? engine.images.find(name) : undefined
  if (image) return describeImage(image, engine)
  const network = kinds.includes('network') ? engine.networks.find(name) : undefined
  if (network) return describeNetwork(engine, network)
  const volume = kinds.includes('volume') ? engine.volumes.find(name) : undefined
  return volume && describeVolume(volume)
}
