import { type ClusterFacts } from '../configuration'
import { type Probe } from '../../objects'

/** What is particular in the manifest that kubeadm writes for one component of the control plane. */
export interface Component {
  readonly name: string
  readonly image: string
  readonly annotations?: Readonly<Record<string, string>>
  /** Behind the component's own name, each as `--key=value`, in the order of the keys. */
  readonly flags: Readonly<Record<string, string>>
  readonly requests: Readonly<Record<string, string>>
  readonly probes: Probes
  readonly volumes: readonly HostVolume[]
}

export interface Probes {
  readonly livenessProbe: Probe
  readonly readinessProbe?: Probe
  readonly startupProbe: Probe
}

/** A path of the node that the component sees as its own. */
export interface HostVolume {
  readonly name: string
  readonly path: string
  readonly type: 'DirectoryOrCreate' | 'FileOrCreate'
  readonly readOnly?: true
}

/** Where minikube lets kubeadm keep the certificates. */
export const certificates = '/var/lib/minikube/certs'

/** Where a component is asked for its health. */
export type Asked = NonNullable<Probe['httpGet']>

/** Patient at the start, as kubeadm has been since 1.20; `liveness` may be asked for less than a start. */
export const healthProbes = (startup: Asked, liveness: Asked = startup): Probes => ({
  livenessProbe: probe(liveness, { failureThreshold: 8, initialDelaySeconds: 10 }),
  startupProbe: probe(startup, { failureThreshold: 24, initialDelaySeconds: 10 }),
})

/** Asked each second, so that no client is led to a server which isn't ready. */
export const readiness = (httpGet: Asked): Probe =>
  probe(httpGet, { failureThreshold: 3, periodSeconds: 1 })

const probe = (httpGet: Asked, more: Probe): Probe => ({
  httpGet,
  timeoutSeconds: 15,
  periodSeconds: 10,
  ...more,
})

/** The kubeconfig by which a component finds the API, and is found to be who it says. */
export const kubeconfigVolume = (file: string): HostVolume => ({
  name: 'kubeconfig',
  path: `/etc/kubernetes/${file}`,
  type: 'FileOrCreate',
  readOnly: true,
})

/** Certificates of the cluster, and all that the node trusts (kubeadm mounts what there is on Ubuntu). */
export const certificateVolumes: readonly HostVolume[] = (
  [
    ['ca-certs', '/etc/ssl/certs'],
    ['etc-ca-certificates', '/etc/ca-certificates'],
    ['k8s-certs', certificates],
    ['usr-local-share-ca-certificates', '/usr/local/share/ca-certificates'],
    ['usr-share-ca-certificates', '/usr/share/ca-certificates'],
  ] as const
).map(([name, path]) => ({ name, path, type: 'DirectoryOrCreate', readOnly: true }))

export const byName = (volumes: readonly HostVolume[]): HostVolume[] =>
  [...volumes].sort((one, other) => (one.name < other.name ? -1 : 1))

export const imageOf = ({ release }: ClusterFacts, name: string): string =>
  `${release.imageRepository}/${name}:${release.gitVersion}`
