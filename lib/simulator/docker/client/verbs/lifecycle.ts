import type { Container } from '../../container/container'
import {
  type DockerCall,
  type DockerVerb,
  forEachName,
  forgiving,
  isOn,
  type ParsedFlags,
} from '../docker-call'
import { bytesIn } from '../bytes-in'
import { ClientError, DockerError } from '../../docker-error'
import { NotFound } from '../not-found'
import { restartPolicyOf } from '../../container/restart-policy'
import { removeAnonymousVolumes } from '../../container/volumes-of-container'
import { signalNamed } from '../../../shell/signals'
import { untilEnded } from '../../container/until-ended'

/** `docker start|stop|restart|kill|rm NAME…`: each prints the name it was given. */
const startEach = onEach({ '-a': 'attach', '--attach': 'attach' }, ({ engine }, container) =>
  engine.start(container),
)

/** `docker start`: those that did not start are named once more at the end. */
export const start: DockerVerb = async (call) => {
  const output = await startEach(call)
  if (!output.exitCode) return output
  const started = new Set(output.stdout?.split('\n'))
  const failed = call.args.filter((name) => !name.startsWith('-') && !started.has(name))
  return {
    ...output,
    stderr: `${output.stderr ?? ''}Error: failed to start containers: ${failed.join(', ')}\n`,
  }
}

export const stop = onEach({ '-t': 'time=', '--time': 'time=' }, ({ engine }, container, flags) =>
  engine.stop(container, Number(flags.options['time']?.at(-1) ?? 10)),
)

export const restart = onEach(
  { '-t': 'time=', '--time': 'time=' },
  async ({ engine }, container, flags) => {
    await engine.stop(container, Number(flags.options['time']?.at(-1) ?? 10))
    engine.start(container)
  },
)

export const kill = onEach(
  { '-s': 'signal=', '--signal': 'signal=' },
  ({ engine }, container, flags) => {
    const typed = flags.options['signal']?.at(-1) ?? 'KILL'
    const signal = signalNamed(typed)
    if (signal === undefined) throw new DockerError(`Invalid signal: ${typed}`)
    engine.kill(container, signal)
  },
  (name) => `Cannot kill container: ${name}: `,
)

const removal = { '-f': 'force', '--force': 'force', '-v': 'volumes', '--volumes': 'volumes' }
const removeEach = onEach(
  removal,
  ({ engine }, container, flags) => {
    engine.remove(container, isOn(flags, 'force'))
    if (isOn(flags, 'volumes')) removeAnonymousVolumes(engine, container)
  },
  undefined,
  ({ engine }, name) => new NotFound(engine, 'container', name, `No such container: ${name}`),
)

/** `docker rm`. */
export const rm: DockerVerb = async (call) => {
  const flags = call.parse(removal)
  const absent = flags.words.filter((name) => !call.engine.find(name))
  const output = await removeEach(call)
  return isOn(flags, 'force') ? forgiving(absent, output) : output
}

export const pause = onEach({}, ({ engine }, container) => engine.pause(container, true))

export const unpause = onEach({}, ({ engine }, container) => engine.pause(container, false))

/** `docker rename CONTAINER NEW_NAME`. */
export const rename: DockerVerb = ({ engine, parse, context }) => {
  const [from = '', to = ''] = parse({}).words
  try {
    engine.rename(engine.container(from), to)
  } catch (error) {
    const { message } = error as Error
    return { stderr: `${message}\nError: failed to rename container named ${from}\n`, exitCode: 1 }
  }
  context.altered(`docker container ${to}`)
  return {}
}

const limits = { '-m': 'memory=', '--memory': 'memory=', '--memory-swap': 'swap=', '-c': 'shares=', '--cpu-shares': 'shares=', '--cpus': 'cpus=', '--pids-limit': 'pids=' } // prettier-ignore
const updateEach = onEach(
  { '--restart': 'restart=', ...limits },
  ({ engine }, container, flags) => {
    const restart = flags.options['restart']?.at(-1)
    const memory = flags.options['memory']?.at(-1)
    container.spec = {
      ...container.spec,
      ...(restart !== undefined && { restartPolicy: restartPolicyOf(restart) }),
      ...(memory !== undefined && { memory: bytesIn(memory) }),
    }
    engine.tell(container, 'update')
  },
)

/** `docker update --restart … --memory …`. */
export const update: DockerVerb = (call) => {
  const { options } = call.parse({ '--restart': 'restart=', ...limits })
  if (Object.keys(options).length === 0)
    throw new ClientError('you must provide one or more flags when using this command')
  return updateEach(call)
}

/** `docker wait`: the exit code of each, once it has ended. */
export const wait: DockerVerb = ({ engine, parse, context }) =>
  forEachName(parse({}).words, async (name) => {
    const container = engine.container(name)
    await untilEnded(engine, container.id, context.signal)
    return String(container.exitCode)
  })

function onEach(
  known: Readonly<Record<string, string>>,
  act: (call: DockerCall, container: Container, flags: ParsedFlags) => void | Promise<void>,
  doing: (name: string) => string = () => '',
  absent: (call: DockerCall, name: string) => DockerError = (_, name) =>
    new DockerError(`${doing(name)}No such container: ${name}`),
): DockerVerb {
  return (call) => {
    const flags = call.parse(known)
    return forEachName(flags.words, async (name) => {
      const container = call.engine.find(name)
      if (!container) throw absent(call, name)
      await act(call, container, flags)
      call.context.altered(`docker container ${name}`)
      return name
    })
  }
}
