import type { CommandLine, FlagTable } from '../../go/command-line'
import { MinikubeFailure } from './failure'
import { compareVersions, type MinikubeRelease } from './releases'

export const startFlags: FlagTable = {
  'profile|p': 'value',
  driver: 'value',
  force: 'switch',
  'kubernetes-version': 'value',
  'listen-address': 'value',
  'apiserver-port': 'value',
  'apiserver-ips': 'value',
  'apiserver-names': 'value',
  ports: 'value',
  'extra-config': 'value',
  'install-addons': 'optional',
  addons: 'value',
  wait: 'value',
  'wait-timeout': 'value',
  cpus: 'value',
  memory: 'value',
  'base-image': 'value',
  'image-mirror-country': 'value',
  'docker-env': 'value',
  'insecure-registry': 'value',
  'cache-images': 'optional',
  preload: 'optional',
  'delete-on-failure': 'switch',
  'keep-context': 'switch',
  interactive: 'optional',
  cni: 'value',
  network: 'value',
  subnet: 'value',
  'static-ip': 'value',
  'container-runtime': 'value',
  alsologtostderr: 'switch',
  'v|v': 'value',
}

/** What a cluster is asked to be. */
export interface StartOptions {
  readonly profile: string
  readonly kubernetes: string
  readonly force: boolean
  readonly driver: string | undefined
  readonly apiServerPort: number
  readonly apiServerIps: readonly string[]
  /** Host port by port in the container. */
  readonly published: ReadonlyMap<number, number>
  readonly listenAddress: string
}

/** Reads the flags of `minikube start`; throws MinikubeFailure for values it refuses. */
export function readStartOptions(line: CommandLine, release: MinikubeRelease): StartOptions {
  const kubernetes = `v${(line.value('kubernetes-version') ?? release.newest).replace(/^v/, '')}`
  refuseUnsupported(kubernetes, release, line.is('force'))
  return {
    profile: line.value('profile') ?? 'minikube',
    kubernetes,
    force: line.is('force'),
    driver: line.value('driver'),
    apiServerPort: Number(line.value('apiserver-port') ?? 8443),
    apiServerIps: line.values('apiserver-ips').flatMap((ips) => ips.split(',')),
    published: readPorts(line.values('ports')),
    listenAddress: line.value('listen-address') ?? '127.0.0.1',
  }
}

function readPorts(values: readonly string[]): Map<number, number> {
  const published = new Map<number, number>()
  for (const mapping of values.flatMap((value) => value.split(','))) {
    const [, host, container] = /^(?:[\d.]+:)?(\d+):(\d+)(?:\/tcp)?$/.exec(mapping) ?? []
    if (!host || !container)
      throw new MinikubeFailure(
        14,
        'MK_USAGE',
        `Sorry, one of the ports provided with --ports flag is not valid: ${mapping}`,
      )
    published.set(Number(container), Number(host))
  }
  return published
}

function refuseUnsupported(kubernetes: string, release: MinikubeRelease, force: boolean): void {
  if (!/^v\d+\.\d+\.\d+/.test(kubernetes))
    throw new MinikubeFailure(
      14,
      'MK_USAGE',
      `Unable to parse "${kubernetes}": No Major.Minor.Patch elements found`,
    )
  const number = kubernetes.slice(1)
  if (compareVersions(kubernetes, release.oldest) < 0 && !force)
    throw new MinikubeFailure(
      106,
      'K8S_OLD_UNSUPPORTED',
      `Kubernetes ${number} is not supported by this release of minikube`,
    )
  if (compareVersions(kubernetes, release.newest) > 0 && !force)
    throw new MinikubeFailure(
      106,
      'K8S_NEW_UNSUPPORTED',
      `Kubernetes version ${number} is greater than the maximum version this release supports`,
    )
}
