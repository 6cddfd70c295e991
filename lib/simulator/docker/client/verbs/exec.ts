import type { CommandOutput } from '../../../machine/types'
import { requestedEnvironment } from './requested-environment'
import { type DockerVerb, isOn } from '../docker-call'
import { environmentIn } from '../../container/container'
import { execIn } from '../../container/container-exec'
import { ClientError, DockerError } from '../../docker-error'
import { containerFor } from '../not-found'

/** A terminal ends its lines so, and has one stream for both. */
const asOfTerminal = ({ stdout = '', stderr = '', ...more }: CommandOutput): CommandOutput => ({
  ...more,
  stdout: (stdout + stderr).replaceAll(/\r?\n/g, '\r\n'),
})

/** `docker exec CONTAINER COMMAND…`. */
export const exec: DockerVerb = async ({ engine, parse, context }) => {
  const flags = parse({
    '-i': 'stdin', '-t': 'tty', '--interactive': 'stdin', '--tty': 'tty', '--privileged': 'privileged', '-d': 'detach', '--detach': 'detach',
    '-u': 'user=', '--user': 'user=', '-w': 'workdir=', '--workdir': 'workdir=', '-e': 'env=', '--env': 'env=', '--env-file': 'envfile=',
  }, true) // prettier-ignore
  const [name = '', ...command] = flags.words
  const container = containerFor(engine, name)
  if (container.status !== 'running')
    throw new DockerError(`Container ${container.id} is not running`)
  if (container.paused)
    throw new DockerError(`Container ${name} is paused, unpause the container before exec`)
  if (isOn(flags, 'tty') && isOn(flags, 'stdin') && !context.isTerminal)
    throw new ClientError('the input device is not a TTY')
  const stdin = flags.options['stdin'] ? context.stdin : ''
  const cwd = flags.options['workdir']?.at(-1)
  const env = environmentIn(requestedEnvironment(flags, context))
  engine.tell(container, `exec_create: ${command.join(' ')}`)
  engine.tell(container, `exec_start: ${command.join(' ')}`)
  const user = flags.options['user']?.at(-1)
  const running = execIn(container, engine.options.clock, command, {
    stdin, env: { ...(isOn(flags, 'tty') && { TERM: 'xterm' }), ...env }, ...(cwd && { cwd }), ...(user !== undefined && { user }),
  }) // prettier-ignore
  if (isOn(flags, 'detach')) return {}
  const output = isOn(flags, 'tty') ? asOfTerminal(await running) : await running
  engine.tell(container, 'exec_die', { exitCode: String(output.exitCode ?? 0) })
  return output
}
