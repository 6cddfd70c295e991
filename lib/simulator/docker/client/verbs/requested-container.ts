import { bytesIn } from '../bytes-in'
import type { ContainerSpec, PublishedPort } from '../../container/container'
import type { DockerEngine } from '../../engine'
import { parseReference } from '../../images/reference'
import { linesOf, requestedEnvironment } from './requested-environment'
import { requestedHostConfig } from './requested-host-config'
import type { DockerCall, KnownFlags, ParsedFlags } from '../docker-call'
import { isOn } from '../docker-call'
import { ClientError, DockerError } from '../../docker-error'
import { readLabels } from '../labels'
import { requestedMount } from '../../mounts'
import { restartPolicyOf } from '../../container/restart-policy'

/** What `docker create` and `docker run` are told of a container, and whether the latter stays with it. */
export const creationFlags: KnownFlags = {
  '-d': 'detach', '--detach': 'detach', '--rm': 'rm', '-i': 'stdin', '--interactive': 'stdin', '-t': 'tty', '--tty': 'tty',
  '--privileged': 'privileged', '--init': 'init', '--read-only': 'readonly', '-P': 'publishall', '--publish-all': 'publishall',
  '--no-healthcheck': 'nohealth', '--oom-kill-disable': 'oom', '--disable-content-trust': 'trust', '--sig-proxy': 'proxy',
  '-q': 'quiet', '--quiet': 'quiet',
  '--name': 'name=', '--net': 'network=', '--network': 'network=', '-e': 'env=', '--env': 'env=', '--env-file': 'envfile=',
  '-l': 'label=', '--label': 'label=', '--label-file': 'labelfile=', '-v': 'volume=', '--volume': 'volume=', '--mount': 'mount=',
  '--tmpfs': 'tmpfs=', '--volumes-from': 'from=', '-p': 'publish=', '--publish': 'publish=', '--expose': 'expose=',
  '--pid': 'pid=', '--ipc': 'ipc=', '--uts': 'uts=', '--userns': 'userns=', '--cgroupns': 'cgroupns=', '--restart': 'restart=',
  '--pull': 'pull=', '--entrypoint': 'entrypoint=', '-h': 'hostname=', '--hostname': 'hostname=', '--domainname': 'domain=',
  '-u': 'user=', '--user': 'user=', '--group-add': 'group=', '-w': 'workdir=', '--workdir': 'workdir=', '-m': 'memory=',
  '--memory': 'memory=', '--memory-swap': 'swap=', '--memory-reservation': 'reserved=', '-c': 'shares=', '--cpu-shares': 'shares=',
  '--cpus': 'cpus=', '--cpuset-cpus': 'cpuset=', '--pids-limit': 'pids=', '--shm-size': 'shm=', '--ulimit': 'ulimit=',
  '--cap-add': 'capadd=', '--cap-drop': 'capdrop=', '--device': 'device=', '--security-opt': 'security=', '--sysctl': 'sysctl=',
  '--add-host': 'host=', '--dns': 'dns=', '--dns-search': 'search=', '--ip': 'ip=', '--ip6': 'ip6=', '--mac-address': 'mac=',
  '--network-alias': 'alias=', '--link': 'link=', '--log-driver': 'logdriver=', '--log-opt': 'logopt=', '--platform': 'platform=',
  '--runtime': 'runtime=', '--stop-signal': 'stopsignal=', '--stop-timeout': 'stoptimeout=', '--cidfile': 'cidfile=',
  '--health-cmd': 'health=', '--health-interval': 'interval=', '--oom-score-adj': 'score=', '-a': 'attach=', '--attach': 'attach=',
  '--storage-opt': 'storage=', '--cgroup-parent': 'parent=', '--detach-keys': 'keys=',
} // prettier-ignore

/** Namespaces that can be another's. */
const modes: readonly (readonly [option: string, form: RegExp, name: string])[] = [
  ['pid', /^(|host|container:.+)$/, 'PID'],
  ['uts', /^(|host)$/, 'UTS'],
  ['userns', /^(|host)$/, 'USER'],
]

/** Pulls the image where that is wished, and says first that it isn't there. */
async function fetched(
  engine: DockerEngine,
  name: string,
  flags: ParsedFlags,
  { streamError, signal }: DockerCall['context'],
): Promise<void> {
  const { familiar } = parseReference(name)
  if (flags.options['pull']?.at(-1) === 'never') throw new DockerError(`No such image: ${familiar}`)
  streamError(`Unable to find image '${familiar}' locally\n`)
  await engine.pull(name, signal)
}

/** Reads them, pulls the image where it isn't there, and says what is to be created. Throws as client or daemon do. */
export async function requestedContainer(
  { engine, context }: DockerCall,
  flags: ParsedFlags,
): Promise<ContainerSpec> {
  const last = (name: string): string | undefined => flags.options[name]?.at(-1)
  const [name = '', ...command] = flags.words
  const ports = (flags.options['publish'] ?? []).map(publishedPort)
  const [pid, entrypoint, memory] = [last('pid'), last('entrypoint'), last('memory')]
  const asked = last('name')
  if (asked !== undefined && !/^[a-zA-Z0-9][a-zA-Z0-9_.-]+$/.test(asked))
    throw new DockerError(
      `Invalid container name (${asked}), only [a-zA-Z0-9][a-zA-Z0-9_.-] are allowed`,
    )
  const unlike = modes.find(([option, form]) => !form.test(last(option) ?? ''))
  if (unlike) throw new ClientError(`--${unlike[0]}: invalid ${unlike[2]} mode`)
  if (last('restart') !== undefined && isOn(flags, 'rm'))
    throw new ClientError('Conflicting options: --restart and --rm')
  const env = requestedEnvironment(flags, context)
  const labels = readLabels([
    ...(flags.options['labelfile'] ?? []).flatMap((path) => linesOf(path, context)),
    ...(flags.options['label'] ?? []),
  ])
  const hostConfig = requestedHostConfig(flags)
  if (!engine.images.find(name)) await fetched(engine, name, flags, context)
  const restartPolicy = restartPolicyOf(last('restart') ?? 'no')
  const bytes = memory === undefined ? 0 : bytesIn(memory)
  if (memory !== undefined && bytes < 6 * 1024 ** 2)
    throw new DockerError('Minimum memory limit allowed is 6MB')
  const image = engine.images.find(name)
  if (!image) throw new DockerError(`No such image: ${name}`)
  const mounts = (flags.options['volume'] ?? []).map((text) => requestedMount(engine, text))
  const network = last('network')
  const names = engine.options.random.of('names')
  const optional = (key: keyof ContainerSpec, value: unknown): object =>
    value === undefined ? {} : { [key]: value }
  return {
    name: asked ?? `${names.text(8, 'abcdefghij')}_${names.text(6, 'klmnopqr')}`,
    image,
    imageName: name,
    labels,
    env,
    hostConfig,
    privileged: isOn(flags, 'privileged'),
    hostPid: pid === 'host',
    tty: isOn(flags, 'tty'),
    openStdin: isOn(flags, 'stdin'),
    attached: !isOn(flags, 'detach'),
    autoRemove: isOn(flags, 'rm'),
    restartPolicy,
    memory: bytes,
    mounts,
    ports,
    ...optional('networkMode', network),
    ...optional('hostname', last('hostname')),
    ...optional('user', last('user')),
    ...optional('workingDir', last('workdir')),
    ...optional('ipcMode', last('ipc')),
    ...optional('capAdd', flags.options['capadd']),
    ...(entrypoint !== undefined && { entrypoint: entrypoint === '' ? [] : [entrypoint] }),
    ...(command.length > 0 && { command }),
  }
}

/** `8080:80`, `127.0.0.1:53:53/udp`. Throws ClientError. */
function publishedPort(text: string): PublishedPort {
  const [mapping = '', protocol = 'tcp'] = text.split('/')
  const parts = mapping.split(':')
  const inside = parts.at(-1) ?? ''
  const outside = parts.at(-2) ?? inside
  for (const [kind, port] of [
    ['containerPort', inside],
    ['hostPort', outside],
  ] as const)
    if (!/^\d+(-\d+)?$/.test(port) || Number(port) > 65535)
      throw new ClientError(`Invalid ${kind}: ${port}`)
  const address = parts.slice(0, -2).join(':')
  return { inside: `${inside}/${protocol}`, outside, ...(address && { address }) }
}
