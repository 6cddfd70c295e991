import { type DockerVerb, parseFlags } from '../docker-call'
import { environmentIn } from '../../container/container'
import { execIn } from '../../container/container-exec'
import { DockerError } from '../../docker-error'

/** `docker exec CONTAINER COMMAND…`. */
export const exec: DockerVerb = async ({ engine, args, context }) => {
  const flags = parseFlags(args, {
    '-i': 'stdin', '-t': 'tty', '--interactive': 'stdin', '--tty': 'tty', '--privileged': 'privileged', '-d': 'detach', '--detach': 'detach',
    '-u': 'user=', '--user': 'user=', '-w': 'workdir=', '--workdir': 'workdir=', '-e': 'env=', '--env': 'env=',
  }, true) // prettier-ignore
  const [name = '', ...command] = flags.words
  const container = engine.container(name)
  if (container.status !== 'running')
    throw new DockerError(`Container ${container.id} is not running`)
  const stdin = flags.options['stdin'] ? context.stdin : ''
  const cwd = flags.options['workdir']?.at(-1)
  // A name alone is passed on as it is here.
  const lines = (flags.options['env'] ?? []).map((line) =>
    line.includes('=') ? line : `${line}=${context.env[line] ?? ''}`,
  )
  const env = environmentIn(lines)
  return execIn(container, engine.options.clock, command, { stdin, env, ...(cwd && { cwd }) })
}
