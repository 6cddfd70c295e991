import type { Mount } from './container/container'
import { goStruct } from '../go/template/go-text'
import type { DockerDaemon } from './daemon'
import { DockerError } from './docker-error'

/** Where the daemon keeps what is in a volume. */
export const mountpointOf = (volume: string): string => `/var/lib/docker/volumes/${volume}/_data`

/** A named volume of the daemon, as a container mounts it. */
export const volumeMount = (name: string, target: string): Mount => ({
  source: mountpointOf(name),
  target,
  volume: { name },
})

const mountModes = new Set([
  'ro', 'rw', 'z', 'Z', 'nocopy', 'shared', 'rshared', 'slave', 'rslave', 'private', 'rprivate', 'cached', 'delegated', 'consistent',
]) // prettier-ignore

/**
 * What `docker run -v` asks for: `/SOURCE:TARGET[:ro]` a path of the machine, `NAME:TARGET[:ro]` a volume, `TARGET` a
 * volume that gets a name of its own. A volume that isn't there is made. Throws DockerError for a name that can't be.
 */
export function requestedMount(daemon: DockerDaemon, text: string): Mount {
  const [first = '', second, ...options] = text.split(':')
  const modes = options.flatMap((each) => each.split(','))
  const unknown = modes.find((mode) => !mountModes.has(mode))
  if (unknown !== undefined) throw new DockerError(`invalid mode: ${unknown}`)
  const readOnly = modes.includes('ro')
  if (second === undefined) {
    const name = daemon.options.random.of('ids').hex(64)
    daemon.volumes.create({ name, labels: {}, createdAt: daemon.now() })
    return { source: mountpointOf(name), target: first, volume: { name, anonymous: true } }
  }
  const mode = options.join(':')
  if (first.startsWith('/'))
    return { source: first, target: second, readOnly, ...(mode && { mode }) }
  if (!/^[a-zA-Z0-9][a-zA-Z0-9_.-]+$/.test(first))
    throw new DockerError(
      `create ${first}: "${first}" includes invalid characters for a local volume name, only "[a-zA-Z0-9][a-zA-Z0-9_.-]" are allowed. If you intended to pass a host directory, use absolute path`,
    )
  daemon.volumes.create({ name: first, labels: {}, createdAt: daemon.now() })
  return { ...volumeMount(first, second), readOnly }
}

/** By what `docker ps` lists and finds it. */
export const nameOfMount = ({ source, volume }: Mount): string => volume?.name ?? source

const modeOf = ({ mode, readOnly }: Mount): string => mode ?? (readOnly ? 'ro' : '')

/** As `HostConfig.Binds` has it; nothing of a volume that nobody has named. */
export function bindsOf(mounts: readonly Mount[] = []): string[] | null {
  const binds = mounts
    .filter(({ volume }) => !volume?.anonymous)
    .map((mount) => [nameOfMount(mount), mount.target, modeOf(mount)].filter(Boolean).join(':'))
  return binds.length > 0 ? binds : null
}

/** As `docker inspect` tells of it. */
export const describeMount = (mount: Mount): object => {
  const { source, target, volume, readOnly = false } = mount
  return goStruct({
    Type: volume ? 'volume' : 'bind',
    ...(volume && { Name: volume.name }),
    Source: source,
    Destination: target,
    ...(volume && { Driver: 'local' }),
    Mode: modeOf(mount) || (volume && !volume.anonymous ? 'z' : ''),
    RW: !readOnly,
    Propagation: volume ? '' : 'rprivate',
  })
}
