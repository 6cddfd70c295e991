import { commandOf, type Container, dockerTime, partsOfCommand } from '../../container/container'
import { type DockerVerb, parseFlags } from '../docker-call'
import type { DockerEngine } from '../../engine'
import { filledIn, unescapeFormat } from '../docker-format'
import type { Image } from '../../images/image-store'
import { bindsOf, describeMount } from '../../mounts'
import { describeNetwork } from './network'
import { describeVolume } from './volume'

type Kind = 'container' | 'image' | 'network' | 'volume'

/** `docker inspect`, and `docker KIND inspect` of each kind. */
export const inspect =
  (kinds: readonly Kind[]): DockerVerb =>
  ({ engine, args }) => {
    const flags = parseFlags(args, {
      '-f': 'format=',
      '--format': 'format=',
      '--type': 'type=',
      '-s': 'size',
      '--size': 'size',
    })
    const wanted = flags.options['type'] ? [flags.options['type'][0] as Kind] : kinds
    const found = flags.words.map((name) => ({ name, object: look(engine, name, wanted) }))
    const objects = found.flatMap(({ object }) => (object ? [object] : []))
    const missing = found.filter(({ object }) => !object).map(({ name }) => notFound(wanted, name))
    const format = flags.options['format']?.at(-1)
    const stdout =
      format === undefined
        ? `${JSON.stringify(objects, null, 4)}\n`
        : objects.map((object) => `${filledIn(unescapeFormat(format), object)}\n`).join('')
    return { stdout, stderr: missing.join(''), exitCode: missing.length > 0 ? 1 : 0 }
  }

function notFound(kinds: readonly Kind[], name: string): string {
  if (kinds.length > 1) return `Error: No such object: ${name}\n`
  return `Error: No such ${kinds[0]}: ${name}\n`
}

function look(engine: DockerEngine, name: string, kinds: readonly Kind[]): object | undefined {
  const container = kinds.includes('container') ? engine.find(name) : undefined
  if (container) return describeContainer(container)
  const image = kinds.includes('image') ? engine.images.find(name) : undefined
  if (image) return describeImage(image)
  const network = kinds.includes('network') ? engine.networks.find(name) : undefined
  if (network) return describeNetwork(engine, network)
  const volume = kinds.includes('volume') ? engine.volumes.find(name) : undefined
  return volume && describeVolume(volume)
}

function describeContainer(container: Container): object {
  const { id, spec, status } = container
  const [path = '', ...rest] = commandOf(container)
  const [entrypoint, command] = partsOfCommand(spec)
  return {
    Id: id,
    Created: dockerTime(container.createdAt),
    Path: path,
    Args: rest,
    State: {
      Status: status,
      Running: status === 'running',
      Paused: false,
      Restarting: false,
      OOMKilled: false,
      Dead: false,
      Pid: container.pid,
      ExitCode: container.exitCode,
      Error: '',
      StartedAt: dockerTime(container.startedAt),
      FinishedAt: dockerTime(container.finishedAt),
    },
    Image: spec.image.id,
    LogPath: `/var/lib/docker/containers/${id}/${id}-json.log`,
    Name: `/${spec.name}`,
    RestartCount: 0,
    Driver: 'overlay2',
    Platform: 'linux',
    HostConfig: {
      Binds: bindsOf(spec.mounts),
      NetworkMode: spec.networkMode ?? 'default',
      RestartPolicy: { Name: spec.restartPolicy ?? 'no', MaximumRetryCount: 0 },
      AutoRemove: false,
      Privileged: spec.privileged ?? false,
      PidMode: spec.hostPid ? 'host' : '',
      CgroupParent: spec.labels?.['io.kubernetes.pod.uid']
        ? `/kubepods/besteffort/pod${spec.labels['io.kubernetes.pod.uid']}`
        : '',
    },
    Mounts: (spec.mounts ?? []).map(describeMount),
    Config: {
      Hostname: spec.hostname ?? id.slice(0, 12),
      Env: [...(spec.image.spec.env ?? []), ...(spec.env ?? [])],
      Cmd: orNull(command),
      Image: spec.imageName,
      Entrypoint: orNull(entrypoint),
      Labels: { ...spec.image.spec.labels, ...spec.labels },
    },
    NetworkSettings: { Bridge: '', Ports: {}, IPAddress: '', Networks: {} },
  }
}

/** An empty list is none to Go. */
const orNull = (words: readonly string[]): readonly string[] | null =>
  words.length > 0 ? words : null

function describeImage(image: Image): object {
  return {
    Id: image.id,
    RepoTags: image.tags,
    RepoDigests: image.pulledAs === undefined ? [] : [image.pulledAs],
    Parent: '',
    Created: dockerTime(image.createdAt),
    Config: {
      Env: image.spec.env ?? [],
      Cmd: image.spec.command ?? null,
      Entrypoint: image.spec.entrypoint ?? null,
      Labels: image.spec.labels ?? null,
    },
    Architecture: 'amd64',
    Os: 'linux',
    Size: image.spec.sizeBytes,
    VirtualSize: image.spec.sizeBytes,
  }
}
