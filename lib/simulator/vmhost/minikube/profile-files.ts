import type { FileSystem } from '../../file-system/file-system'
import type { MinikubeCluster } from './minikube-cluster'
import type { MinikubeRelease } from './releases'

/** What `minikube start` leaves below `~/.minikube`: the profile's files, and downloads that stay after a delete. */
export function writeProfile(
  fs: FileSystem,
  cluster: MinikubeCluster,
  release: MinikubeRelease,
): void {
  const { home, kubernetes, options, admin } = cluster
  const minikubeHome = `${home}/.minikube`
  const { ca, apiserver } = kubernetes.pki
  const profile = `${minikubeHome}/profiles/${options.profile}`
  const files: [string, string, number][] = [
    [`${profile}/config.json`, configJson(cluster, release), 0o600],
    [`${profile}/ca.crt`, ca.certificate, 0o644],
    [`${profile}/client.crt`, admin.certificate, 0o644],
    [`${profile}/client.key`, admin.key, 0o600],
    [`${profile}/apiserver.crt`, apiserver.certificate, 0o644],
    [`${profile}/apiserver.key`, apiserver.key, 0o600],
    [`${minikubeHome}/ca.crt`, ca.certificate, 0o644],
    [`${minikubeHome}/ca.key`, ca.key, 0o600],
    [`${minikubeHome}/machines/${options.profile}/config.json`, '{"DriverName":"docker"}\n', 0o600],
    [`${minikubeHome}/cache/kic/amd64/kicbase_${release.kicbase}.tar`, 'kicbase image\n', 0o644],
    [
      `${minikubeHome}/cache/preloaded-tarball/preloaded-images-k8s-v18-${options.kubernetes}-docker-overlay2-amd64.tar.lz4`,
      'preloaded images\n',
      0o644,
    ],
  ]
  for (const [path, content, mode] of files) {
    fs.mkdirp(path.slice(0, path.lastIndexOf('/')))
    fs.write(path, content, mode)
  }
}

/** What `minikube delete` takes away: the cache stays. */
export function removeProfile(fs: FileSystem, home: string, profile: string): void {
  for (const path of [
    `${home}/.minikube/profiles/${profile}`,
    `${home}/.minikube/machines/${profile}`,
  ])
    if (fs.exists(path)) fs.remove(path)
}

/** kubectl of the cluster's version, downloaded at its first use. */
export function cacheKubectl(fs: FileSystem, home: string, kubernetes: string): void {
  const directory = `${home}/.minikube/cache/linux/amd64/${kubernetes}`
  if (fs.exists(`${directory}/kubectl`)) return
  fs.mkdirp(directory)
  fs.write(`${directory}/kubectl`, `kubectl ${kubernetes}\n`, 0o755)
}

function configJson({ options, nodeIp }: MinikubeCluster, { kicbase }: MinikubeRelease): string {
  const config = {
    Name: options.profile,
    KicBaseImage: `gcr.io/k8s-minikube/kicbase:${kicbase}`,
    Driver: 'docker',
    ExposedPorts: [...options.published].map(([container, host]) => `${host}:${container}`),
    ListenAddress: options.listenAddress,
    KubernetesConfig: {
      KubernetesVersion: options.kubernetes,
      ClusterName: options.profile,
      APIServerIPs: options.apiServerIps,
      ContainerRuntime: 'docker',
    },
    Nodes: [
      {
        Name: '',
        IP: nodeIp,
        Port: options.apiServerPort,
        KubernetesVersion: options.kubernetes,
        ControlPlane: true,
        Worker: true,
      },
    ],
  }
  return `${JSON.stringify(config, null, '\t')}\n`
}
