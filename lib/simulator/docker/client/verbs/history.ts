import { dockerDuration, sizeText } from '../../container/container'
import { DockerError } from '../../docker-error'
import type { DockerEngine } from '../../engine'
import type { Image } from '../../images/image-store'
import { parseReference } from '../../images/reference'
import { type DockerVerb, isOn } from '../docker-call'
import { formatRows } from '../formatting'

/** Throws as the daemon does where there is none of that name, `told` as it tells it. */
export const imageFor = (engine: DockerEngine, name: string, told = name): Image => {
  const image = engine.images.find(name)
  if (!image) throw new DockerError(`No such image: ${told}`)
  return image
}

const headers = { ID: 'IMAGE', CreatedSince: 'CREATED', CreatedAt: 'CREATED AT', CreatedBy: 'CREATED BY', Size: 'SIZE', Comment: 'COMMENT' } // prettier-ignore

/** `docker history IMAGE`: its one layer. */
export const history: DockerVerb = ({ engine, parse }) => {
  const flags = parse({
    '-q': 'quiet', '--quiet': 'quiet', '--no-trunc': 'full', '--format': 'format=', '-H': 'human', '--human': 'human',
  }) // prettier-ignore
  const [name = ''] = flags.words
  const image = imageFor(engine, name, parseReference(name).familiar)
  const id = isOn(flags, 'full') ? image.id : image.id.slice(7, 19)
  if (isOn(flags, 'quiet')) return { stdout: `${id}\n` }
  const command = image.spec.entrypoint ?? image.spec.command ?? []
  const row = {
    ID: id,
    CreatedSince: `${dockerDuration(engine.now() - image.createdAt)} ago`,
    CreatedAt: new Date(image.createdAt).toISOString().replace(/\..*/, 'Z'),
    CreatedBy: `/bin/sh -c #(nop)  ENTRYPOINT ${JSON.stringify(command)}`,
    Size: sizeText(image.spec.sizeBytes),
    Comment: '',
  }
  const columns = ['ID', 'CreatedSince', 'CreatedBy', 'Size', 'Comment']
  return { stdout: formatRows([row], flags.options['format']?.at(-1), headers, columns) }
}
