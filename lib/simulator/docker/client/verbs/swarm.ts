import type { DockerVerb } from '../docker-call'
import { DockerError } from '../../docker-error'
import { formatRows } from '../formatting'

/** What asks a swarm's manager: no machine of the testbed is in a swarm. */
export const ofSwarm: DockerVerb = ({ parse }) => {
  parse({
    '-q': 'quiet',
    '--quiet': 'quiet',
    '-f': 'filter=',
    '--filter': 'filter=',
    '--format': 'format=',
    '--pretty': 'pretty',
  })
  throw new DockerError(
    'This node is not a swarm manager. Use "docker swarm init" or "docker swarm join" to connect this node to swarm and try again.',
  )
}

/** `docker swarm init|join|leave`: the simulated Docker makes no swarm. */
export const leave: DockerVerb = ({ parse }) => {
  parse({ '-f': 'force', '--force': 'force' })
  throw new DockerError('This node is not part of a swarm')
}

const plugins = { ID: 'ID', Name: 'NAME', Description: 'DESCRIPTION', Enabled: 'ENABLED' }

/** `docker plugin ls`: there are none. */
export const listPlugins: DockerVerb = ({ parse }) => {
  const { options } = parse({
    '-q': 'quiet',
    '--quiet': 'quiet',
    '-f': 'filter=',
    '--filter': 'filter=',
    '--format': 'format=',
  })
  if (options['quiet']) return {}
  return { stdout: formatRows([], options['format']?.at(-1), plugins, Object.keys(plugins)) }
}

const contexts = { Name: 'NAME', Description: 'DESCRIPTION', DockerEndpoint: 'DOCKER ENDPOINT' }

/** `docker context ls`: the one that each client has. */
export const listContexts: DockerVerb = ({ parse }) => {
  const { options } = parse({ '-q': 'quiet', '--quiet': 'quiet', '--format': 'format=' })
  if (options['quiet']) return { stdout: 'default\n' }
  const isFormatted = options['format'] !== undefined
  const row = {
    Name: isFormatted ? 'default' : 'default *',
    Description: 'Current DOCKER_HOST based configuration',
    DockerEndpoint: 'unix:///var/run/docker.sock',
  }
  return { stdout: formatRows([row], options['format']?.at(-1), contexts, Object.keys(contexts)) }
}
