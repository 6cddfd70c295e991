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
    readonly Binds?: readonly string[] | null
    readonly Privileged?: boolean
    readonly PidMode?: string
  }
  readonly Config?: { readonly Env?: readonly string[] | null }
}

/** Who owns the container and what it is called say the DaemonSet and the image. */
const others = ['RUNTIME_OWNER', 'IMAGE_VERSION']

/** Reads what `docker inspect` prints of the container and of its image: what the image brings itself is left out. */
export function settingsIn(container: string, image: string): ContainerSettings {
  const [{ HostConfig = {}, Config = {} } = {}] = JSON.parse(container) as Inspected[]
  const [{ Config: built = {} } = {}] = JSON.parse(image) as Inspected[]
  const own = (Config.Env ?? []).filter((each) => !built.Env?.includes(each))
  const env = Object.fromEntries(own.map(assignment).filter(([name]) => !others.includes(name)))
  return {
    privileged: HostConfig.Privileged ?? false,
    hostPID: HostConfig.PidMode === 'host',
    volumes: (HostConfig.Binds ?? []).flatMap(volumeOf),
    env,
  }
}

function assignment(text: string): [name: string, value: string] {
  const at = text.indexOf('=')
  return at < 0 ? [text, ''] : [text.slice(0, at), text.slice(at + 1)]
}

/** `/etc/sonic:/etc/sonic:ro,z`; a volume of Docker's own is on no other machine's path, and is left out. */
function volumeOf(bind: string): { hostPath: string; mountPath: string; readOnly: boolean }[] {
  const [hostPath = '', mountPath = '', mode = ''] = bind.split(':')
  const readOnly = mode.split(',').includes('ro')
  return hostPath.startsWith('/') ? [{ hostPath, mountPath, readOnly }] : []
}
