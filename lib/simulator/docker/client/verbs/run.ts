import type { CommandOutput } from '../../../machine/types'
import { type Container } from '../../container/container'
import { followLog } from '../../container/container-log'
import { type DockerCall, type DockerVerb, isOn } from '../docker-call'
import { ClientError, DockerError } from '../../docker-error'
import { bothOf } from './logs'
import { untilEnded } from '../../container/until-ended'
import { removeAnonymousVolumes } from '../../container/volumes-of-container'
import { creationFlags, requestedContainer } from './requested-container'

/** `docker create`: as `run`, but nothing is started. */
export const create: DockerVerb = async (call) => {
  const container = call.engine.create(
    await requestedContainer(call, call.parse(creationFlags, true)),
  )
  call.context.altered(`docker container ${container.spec.name}`)
  return { stdout: `${container.id}\n` }
}

/** `docker run`: with `-d` it returns at once; else it stays until the container has ended, and ends as that. */
export const run: DockerVerb = async (call) => {
  const { engine, context } = call
  const flags = call.parse(creationFlags, true)
  const isDetached = isOn(flags, 'detach')
  if (!isDetached && isOn(flags, 'tty') && isOn(flags, 'stdin') && !context.isTerminal)
    throw new ClientError('the input device is not a TTY')
  try {
    const spec = await requestedContainer(call, flags)
    const container = engine.create(spec)
    context.altered(`docker container ${container.spec.name}`)
    return isDetached ? started(call, container) : await attached(call, container)
  } catch (error) {
    if (!(error instanceof DockerError)) throw error
    const hint = isAboutStart(error) ? '' : "See 'docker run --help'.\n"
    return {
      stderr: `docker: ${error.message.replace(/\.$/, '')}.\n${hint}`,
      exitCode: exitCodeOf(error),
    }
  }
}

function started({ engine }: DockerCall, container: Container): CommandOutput {
  engine.start(container)
  return { stdout: `${container.id}\n` }
}

/** The client passes on what it is told by signals, and shows what the container writes. */
async function attached(
  { engine, context }: DockerCall,
  container: Container,
): Promise<CommandOutput> {
  const { exit, stop } = exitOf(container, engine)
  const silence = followLog(container.log, {}, bothOf(context))
  const end = (): void => void engine.stop(container)
  context.signal.addEventListener('abort', end)
  try {
    engine.start(container)
    await untilEnded(engine, container.id, context.signal)
    return { exitCode: exit() }
  } finally {
    context.signal.removeEventListener('abort', end)
    silence()
    stop()
    if (container.spec.autoRemove) removeAnonymousVolumes(engine, container)
  }
}

/** One of `--rm` is gone with its end, and its exit code with it. */
function exitOf(
  container: Container,
  engine: DockerCall['engine'],
): { exit: () => number; stop: () => void } {
  let code: number | undefined
  const stop = engine.onExit((id) => {
    if (id === container.id) code ??= container.exitCode
  })
  return { exit: () => code ?? container.exitCode, stop }
}

const isAboutStart = ({ message }: Error): boolean => message.includes('failed to create shim task')

/** As a shell has it: 127 for a program that isn't there, 126 for one that can't be run; 125 for all else. */
const exitCodeOf = (error: Error): number => {
  if (!isAboutStart(error)) return 125
  return /permission denied|is a directory/.test(error.message) ? 126 : 127
}
