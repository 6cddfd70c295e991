import type { Container } from '../../container/container'
import {
  type DockerCall,
  type DockerVerb,
  forEachName,
  isOn,
  type ParsedFlags,
  parseFlags,
} from '../docker-call'
import { DockerError } from '../../docker-error'
import type { DockerEngine } from '../../engine'
import { readLabels } from '../labels'
import { requestedMount } from '../../mounts'
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
    const signal = flags.options['signal']?.at(-1) ?? 'KILL'
    if (signalNamed(signal) === undefined) throw new DockerError(`Invalid signal: ${signal}`)
    engine.kill(container)
  },
)

const removal = { '-f': 'force', '--force': 'force', '-v': 'volumes', '--volumes': 'volumes' }
const removeEach = onEach(removal, ({ engine }, container, flags) => {
  engine.remove(container, isOn(flags, 'force'))
  if (isOn(flags, 'volumes')) removeAnonymousVolumes(engine, container)
})

/** `docker rm`: with force, one that isn't there is complained of and counts for nothing. */
export const rm: DockerVerb = async (call) => {
  const flags = parseFlags(call.args, removal)
  const absent = flags.words.filter((name) => !call.engine.find(name))
  const output = await removeEach(call)
  const complaints = output.stderr?.split('\n').filter(Boolean) ?? []
  const isContent = isOn(flags, 'force') && complaints.length === absent.length
  return isContent ? { ...output, exitCode: 0 } : output
}

/** `docker wait`: the exit code of each, once it has ended. */
export const wait: DockerVerb = ({ engine, args, context }) =>
  forEachName(args, async (name) => {
    const container = engine.container(name)
    await untilEnded(engine, container.id, context.signal)
    return String(container.exitCode)
  })

/** `docker run`: detached, or once with the output of its command in a container that is then removed. */
export const run: DockerVerb = async ({ engine, args, context }) => {
  const flags = parseFlags(args, {
    '-d': 'detach', '--detach': 'detach', '--rm': 'rm', '-i': 'stdin', '-t': 'tty', '--privileged': 'privileged', '--name': 'name=',
    '--net': 'network=', '--network': 'network=', '-e': 'env=', '--env': 'env=', '-l': 'label=', '--label': 'label=',
    '-v': 'volume=', '--volume': 'volume=', '-p': 'publish=', '--pid': 'pid=', '--restart': 'restart=', '--pull': 'pull=', '--entrypoint': 'entrypoint=',
  }, true) // prettier-ignore
  const [name = '', ...command] = flags.words
  const entrypoint = flags.options['entrypoint']?.at(-1)
  const restart = flags.options['restart']?.at(-1) ?? 'no'
  const asked = flags.options['name']?.at(-1)
  if (asked !== undefined && !/^[a-zA-Z0-9][a-zA-Z0-9_.-]+$/.test(asked))
    throw new DockerError(
      `Invalid container name (${asked}), only [a-zA-Z0-9][a-zA-Z0-9_.-] are allowed`,
    )
  if (!/^(no|always|unless-stopped|on-failure(:\d+)?)$/.test(restart))
    throw new DockerError(`invalid restart policy '${restart}'`)
  if (!engine.images.find(name)) await engine.pull(name, context.signal)
  const image = engine.images.find(name)
  if (!image) throw new DockerError(`No such image: ${name}`)
  const mounts = (flags.options['volume'] ?? []).map((text) => requestedMount(engine, text))
  const network = flags.options['network']?.at(-1)
  const names = engine.options.random.of('names')
  const container = engine.run({
    name: asked ?? `${names.text(8, 'abcdefghij')}_${names.text(6, 'klmnopqr')}`,
    image,
    imageName: name,
    labels: readLabels(flags.options['label']),
    env: flags.options['env'] ?? [],
    privileged: isOn(flags, 'privileged'),
    hostPid: flags.options['pid']?.at(-1) === 'host',
    mounts,
    ...(network && { networkMode: network }),
    ...(entrypoint !== undefined && { entrypoint: entrypoint === '' ? [] : [entrypoint] }),
    ...(command.length > 0 && { command }),
  })
  context.altered(`docker container ${container.spec.name}`)
  if (isOn(flags, 'rm')) {
    engine.remove(container, true)
    removeAnonymousVolumes(engine, container)
  }
  return isOn(flags, 'detach') ? { stdout: `${container.id}\n` } : { stdout: container.log.text }
}

/** A named volume outlives its containers. */
function removeAnonymousVolumes({ volumes }: DockerEngine, { spec }: Container): void {
  for (const { volume } of spec.mounts ?? [])
    if (volume?.anonymous && volumes.find(volume.name)) volumes.remove(volume.name, [])
}

function onEach(
  known: Readonly<Record<string, string>>,
  act: (call: DockerCall, container: Container, flags: ParsedFlags) => void | Promise<void>,
): DockerVerb {
  return (call) => {
    const flags = parseFlags(call.args, known)
    return forEachName(flags.words, async (name) => {
      await act(call, call.engine.container(name), flags)
      call.context.altered(`docker container ${name}`)
      return name
    })
  }
}
