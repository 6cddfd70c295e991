import {
  commandOf,
  type Container,
  dockerTime,
  environmentLines,
  partsOfCommand,
  stateOf,
} from '../container/container'
import { containerDirectory, logPathOf } from '../container/container-files'
import type { DockerEngine } from '../engine'
import { goStruct } from '../../go/template/go-text'
import { describeMount } from '../mounts'
import { describeHostConfig } from './host-config'
import { layersOf } from './image'
import { describeNetworkSettings } from './network-settings'

/** As `docker inspect` shows a container. */
export function describeContainer(container: Container, engine: DockerEngine): object {
  const { id, spec, status } = container
  const [path = '', ...rest] = commandOf(container)
  const isRunning = status === 'running'
  const file = (name: string): string =>
    container.startedAt === null ? '' : `${containerDirectory(id)}/${name}`
  return {
    Id: id,
    Created: dockerTime(container.createdAt),
    Path: path,
    Args: rest,
    State: withHidden(
      {
        Status: stateOf(container),
        Running: isRunning,
        Paused: container.paused,
        Restarting: false,
        OOMKilled: false,
        Dead: false,
        Pid: container.pid,
        ExitCode: container.exitCode,
        Error: container.startError ?? '',
        StartedAt: dockerTime(container.startedAt),
        FinishedAt: dockerTime(container.finishedAt),
      },
      { Health: null },
    ),
    Image: spec.image.id,
    ResolvConfPath: file('resolv.conf'),
    HostnamePath: file('hostname'),
    HostsPath: file('hosts'),
    LogPath: container.startedAt === null ? '' : logPathOf(id),
    Name: `/${spec.name}`,
    RestartCount: container.restartCount,
    Driver: 'overlay2',
    Platform: 'linux',
    MountLabel: '',
    ProcessLabel: '',
    AppArmorProfile: '',
    ExecIDs: null,
    HostConfig: describeHostConfig(spec),
    GraphDriver: goStruct({ Data: layersOf(id), Name: 'overlay2' }),
    Mounts: (spec.mounts ?? []).map(describeMount),
    Config: describeConfig(container),
    NetworkSettings: describeNetworkSettings(container, engine),
  }
}

function describeConfig({ id, spec }: Container): object {
  const [entrypoint, command] = partsOfCommand(spec)
  const config = {
    Hostname: spec.hostname ?? id.slice(0, 12),
    Domainname: '',
    User: spec.user ?? '',
    AttachStdin: false,
    AttachStdout: spec.attached ?? false,
    AttachStderr: spec.attached ?? false,
    Tty: spec.tty ?? false,
    OpenStdin: spec.openStdin ?? false,
    StdinOnce: false,
    Env: orNull(environmentLines(spec)),
    Cmd: orNull(command),
    Image: spec.imageName,
    Volumes: null,
    WorkingDir: spec.workingDir ?? '',
    Entrypoint: orNull(entrypoint),
    OnBuild: null,
    Labels: { ...spec.image.spec.labels, ...spec.labels },
  }
  return withHidden(config, {
    StopSignal: '',
    StopTimeout: null,
    Healthcheck: null,
    MacAddress: '',
  })
}

/** Fields that templates know, and that JSON leaves out as long as they are empty. */
function withHidden(object: object, hidden: Readonly<Record<string, unknown>>): object {
  for (const [name, value] of Object.entries(hidden))
    Object.defineProperty(object, name, { value, enumerable: false })
  return goStruct(object)
}

/** An empty list is none to Go. */
const orNull = (words: readonly string[]): readonly string[] | null =>
  words.length > 0 ? words : null
