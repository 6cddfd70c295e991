import { stateOf, statusText } from './container/container'
import { describeContainer } from './describing/container'
import { describeDaemon } from './describing/daemon'
import { describeImage } from './describing/image'
import type { DockerEngine } from './engine'

interface Answer {
  readonly status: number
  readonly body: string
}

const json = (value: unknown, status = 200): Answer => ({
  status,
  body: `${JSON.stringify(value)}\n`,
})

const notFound = (message: string): Answer => json({ message }, 404)

/** The daemon's own API, as far as people ask it without its client: what there is, not what is to be done. */
export function askDaemon(engine: DockerEngine, method: string, url: URL): Answer {
  const path = url.pathname.replace(/^\/v\d+\.\d+(?=\/)/, '')
  if (method !== 'GET') return notFound('page not found')
  const [, kind = '', name = '', verb = ''] = path.split('/')
  const { version, apiVersion } = engine.options
  if (path === '/_ping') return { status: 200, body: 'OK' }
  if (path === '/version')
    return json({
      Version: version,
      ApiVersion: apiVersion,
      MinAPIVersion: '1.12',
      Os: 'linux',
      Arch: 'amd64',
    })
  if (path === '/info') return json(describeDaemon(engine))
  if (path === '/containers/json') return json(containers(engine, url))
  if (path === '/images/json')
    return json(
      engine.images.all().map((image) => ({
        Id: image.id,
        RepoTags: image.tags,
        Created: Math.floor(image.createdAt / 1000),
        Size: image.spec.sizeBytes,
      })),
    )
  if (kind === 'containers' && verb === 'json') {
    const found = engine.find(name)
    return found ? json(describeContainer(found, engine)) : notFound(`No such container: ${name}`)
  }
  if (kind === 'images' && path.endsWith('/json')) {
    const asked = path.slice('/images/'.length, -'/json'.length)
    const found = engine.images.find(asked)
    return found ? json(describeImage(found, engine)) : notFound(`No such image: ${asked}`)
  }
  return notFound('page not found')
}

const containers = (engine: DockerEngine, url: URL): object[] =>
  engine
    .containers()
    .filter(
      ({ status }) => status === 'running' || /^(1|true)$/.test(url.searchParams.get('all') ?? ''),
    )
    .map((container) => ({
      Id: container.id,
      Names: [`/${container.spec.name}`],
      Image: container.spec.imageName,
      ImageID: container.spec.image.id,
      Created: Math.floor(container.createdAt / 1000),
      Labels: container.spec.labels ?? {},
      State: stateOf(container),
      Status: statusText(container, engine.now()),
    }))
