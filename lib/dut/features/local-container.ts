import { root } from '../../host/command'
import { type Host } from '../../host/host'
import { type DaemonSetParameters } from '../../kube/templates/parameters'

/** What a container of Kubernetes needs to be to a feature what its local one is. */
export type ContainerSettings = Pick<
  DaemonSetParameters,
  'privileged' | 'hostPID' | 'volumes' | 'env'
>

const mark = '--'

/**
 * How the DUT itself runs a feature: each feature's own script has the options (docker_image_ctl.j2 of the DUT's version),
 * its local container has them all. Throws `CommandError` where there is no local container.
 */
export async function localSettings(dut: Host, feature: string): Promise<ContainerSettings> {
  const { stdout } = await dut.run(root`
    docker container inspect ${feature}
    echo ${mark}
    docker image inspect "$(docker container inspect --format '{{.Image}}' ${feature})"`)
  const [container = '', image = ''] = stdout.split(`\n${mark}\n`)
  return settingsIn(container, image)
}

interface Inspected {
  readonly HostConfig?: {
    readonly Privileged?: boolean
    readonly PidMode?: string
  }
  readonly Config?: { readonly Env?: readonly string[] | null }
  readonly Mounts?: readonly {
    readonly Type: string
    readonly Source?: string
    readonly Destination: string
    readonly RW: boolean
  }[]
}

/** Who owns the container and what it is called say the DaemonSet and the image. */
const others = ['RUNTIME_OWNER', 'IMAGE_VERSION']

/** Reads what `docker inspect` prints of the container and of its image: what the image brings itself is left out. */
export function settingsIn(container: string, image: string): ContainerSettings {
  const [{ HostConfig = {}, Config = {}, Mounts = [] } = {}] = JSON.parse(container) as Inspected[]
  const [{ Config: built = {} } = {}] = JSON.parse(image) as Inspected[]
  const own = (Config.Env ?? []).filter((each) => !built.Env?.includes(each))
  const env = Object.fromEntries(own.map(assignment).filter(([name]) => !others.includes(name)))
  return {
    privileged: HostConfig.Privileged ?? false,
    hostPID: HostConfig.PidMode === 'host',
    // A volume of Docker's own, or a tmpfs, is no folder of the host's.
    volumes: Mounts.filter(({ Type }) => Type === 'bind').map(({ Source, Destination, RW }) => ({
      hostPath: Source ?? '',
      mountPath: Destination,
      readOnly: !RW,
    })),
    env,
  }
}

function assignment(text: string): [name: string, value: string] {
  const at = text.indexOf('=')
  return at < 0 ? [text, ''] : [text.slice(0, at), text.slice(at + 1)]
}
