/** What differs between the Kubernetes versions that the simulator can be. */
export interface KubernetesRelease {
  readonly gitVersion: string
  readonly minor: number
  readonly gitCommit: string
  readonly buildDate: string
  readonly goVersion: string
  /** The ConfigMap in kube-system from which kubeadm takes the kubelet's configuration. */
  readonly kubeletConfigMap: string
  readonly kubeadmApi: string
  /** What kubeadm labels the control-plane node with. */
  readonly controlPlaneLabels: readonly string[]
  readonly criSocket: string
  readonly pauseImage: string
  /** Where kubeadm has the control plane's images from. */
  readonly imageRepository: string
}

const details: Readonly<
  Record<string, Pick<KubernetesRelease, 'gitCommit' | 'buildDate' | 'goVersion'>>
> = {
  'v1.20.2': {
    gitCommit: 'faecb196815e248d3ecfb03c680a4507229c2a56',
    buildDate: '2021-01-13T13:20:00Z',
    goVersion: 'go1.15.5',
  },
  'v1.22.2': {
    gitCommit: '8b5a19147530eaac9476b0ab82980b4088bbc1b2',
    buildDate: '2021-09-15T21:32:41Z',
    goVersion: 'go1.16.8',
  },
  'v1.28.3': {
    gitCommit: 'a8a1abc25cad87333840cd7d54be2efaf31a3177',
    buildDate: '2023-10-18T11:33:18Z',
    goVersion: 'go1.20.10',
  },
}

/** `v1.22.2` → 22. */
export const minorOf = (gitVersion: string): number => Number(/^v?1\.(\d+)\./.exec(gitVersion)?.[1])

/** Since when servers check the fields of what they are given by themselves, and kubectl leaves it to them. */
export const checksFields = (minor: number): boolean => minor >= 25

const first = 20
const last = 28

/** The ConfigMap in kube-system that kubeadm keeps the kubelet's configuration in: since 1.24 one for all versions. */
export const kubeletConfigMapOf = (minor: number): string =>
  minor >= 24 ? 'kubelet-config' : `kubelet-config-1.${minor}`

/** A Kubernetes version that the simulator can't be. */
export class UnknownRelease extends Error {}

/** Any patch release of 1.20 to 1.28. Throws UnknownRelease for what the simulator can't be. */
export function kubernetesRelease(gitVersion: string): KubernetesRelease {
  const minor = Number(/^v1\.(\d+)\.\d+$/.exec(gitVersion)?.[1])
  if (!(minor >= first && minor <= last)) {
    throw new UnknownRelease(
      `The simulated cluster can't be Kubernetes ${gitVersion}: it knows v1.${first}.x to v1.${last}.x.`,
    )
  }
  return {
    gitVersion,
    minor,
    ...(details[gitVersion] ?? details['v1.22.2']!),
    kubeletConfigMap: kubeletConfigMapOf(minor),
    kubeadmApi: minor >= 22 ? 'kubeadm.k8s.io/v1beta3' : 'kubeadm.k8s.io/v1beta2',
    controlPlaneLabels: [
      'node-role.kubernetes.io/control-plane',
      ...(minor < 24 ? ['node-role.kubernetes.io/master'] : []),
      ...(minor >= 21 ? ['node.kubernetes.io/exclude-from-external-load-balancers'] : []),
    ],
    criSocket: minor >= 24 ? 'unix:///var/run/cri-dockerd.sock' : '/var/run/dockershim.sock',
    imageRepository: minor >= 25 ? 'registry.k8s.io' : 'k8s.gcr.io',
    pauseImage:
      minor >= 25
        ? 'registry.k8s.io/pause:3.9'
        : minor >= 22
          ? 'k8s.gcr.io/pause:3.5'
          : 'k8s.gcr.io/pause:3.2',
  }
}
