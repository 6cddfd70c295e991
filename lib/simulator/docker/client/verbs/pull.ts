import { readClientConfig } from '../client-config'
import type { PulledImage } from '../../pulling/image-pull'
import { type DockerVerb, isOn, parseFlags } from '../docker-call'
import { DockerError } from '../../docker-error'
import { loginFor } from '../../../registry/registry-login'
import { isReference, parseReference } from '../../images/reference'

/** `docker pull`, with the login of whoever calls. */
export const pull: DockerVerb = async ({ engine, args, context }) => {
  const flags = parseFlags(args, { '-q': 'quiet', '--quiet': 'quiet', '--platform': 'platform=' })
  const [name, ...more] = flags.words
  if (name === undefined || more.length > 0)
    return {
      stderr: `"docker pull" requires exactly 1 argument.\nSee 'docker pull --help'.\n`,
      exitCode: 1,
    }
  if (!isReference(name)) throw new InvalidReference()
  const { familiar, tag, repository, registry } = parseReference(name)
  const login = loginFor(readClientConfig(context), registry)
  const pulled = await engine.fetch(familiar, { login, signal: context.signal })
  context.altered(`docker image ${familiar}`)
  const last = `${fullName(familiar, registry, repository, tag)}\n`
  if (isOn(flags, 'quiet')) return { stdout: last }
  const usingDefault = name.endsWith(`:${tag}`) ? '' : `Using default tag: ${tag}\n`
  const status = pulled.isNewer ? 'Downloaded newer image for' : 'Image is up to date for'
  return {
    stdout: `${usingDefault}${tag}: Pulling from ${repository}\n${layerLines(pulled)}Digest: ${pulled.digest}\nStatus: ${status} ${familiar}\n${last}`,
  }
}

/** The daemon is not asked at all. */
class InvalidReference extends DockerError {
  constructor() {
    super('')
    this.message = 'invalid reference format'
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
