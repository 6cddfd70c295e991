import { readClientConfig } from '../client-config'
import type { PulledImage } from '../../pulling/image-pull'
import { type DockerVerb, isOn } from '../docker-call'
import { ClientError } from '../../docker-error'
import { loginFor } from '../../pulling/registry-login'
import { hasTag, isReference, parseReference, whyNoReference } from '../../images/reference'

/** `docker pull`, with the login of whoever calls. */
export const pull: DockerVerb = async ({ engine, parse, context }) => {
  const flags = parse({ '-q': 'quiet', '--quiet': 'quiet', '--platform': 'platform=', '-a': 'all', '--all-tags': 'all', '--disable-content-trust': 'trust' }) // prettier-ignore
  const [name = ''] = flags.words
  if (!isReference(name)) throw new ClientError(whyNoReference(name))
  const { familiar, tag, repository, registry } = parseReference(name)
  if (isOn(flags, 'all') && hasTag(name))
    throw new ClientError("tag can't be used with --all-tags/-a")
  const isTold = !isOn(flags, 'quiet') && !hasTag(name) && !name.includes('@')
  if (isTold) context.stream(`Using default tag: ${tag}\n`)
  const login = loginFor(readClientConfig(context), registry)
  const pulled = await engine.fetch(familiar, { login, signal: context.signal })
  engine.events.note('image', 'pull', familiar, { name: familiar.replace(/:[^/:]*$/, '') })
  context.altered(`docker image ${familiar}`)
  const last = `${fullName(familiar, registry, repository, tag)}\n`
  if (isOn(flags, 'quiet')) return { stdout: last }
  const status = pulled.isNewer ? 'Downloaded newer image for' : 'Image is up to date for'
  return {
    stdout: `${tag}: Pulling from ${repository}\n${layerLines(pulled)}Digest: ${pulled.digest}\nStatus: ${status} ${familiar}\n${last}`,
  }
}

const fullName = (familiar: string, registry: string, repository: string, tag: string): string =>
  registry === 'docker.io' ? `docker.io/${repository}:${tag}` : familiar

/** What is told where the output is no terminal: each layer's turning points. */
function layerLines({ layers, isNewer }: PulledImage): string {
  if (!isNewer) return ''
  const steps = ['Pulling fs layer', 'Verifying Checksum', 'Download complete', 'Pull complete']
  return layers
    .flatMap((digest) => steps.map((step) => `${digest.slice(7, 19)}: ${step}\n`))
    .join('')
}
