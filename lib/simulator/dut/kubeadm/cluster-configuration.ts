import { yaml } from '../../go/yaml'
import { minorOf } from '../../kubernetes/release/kubernetes-release'
import type { ClusterAccess } from '../kubeconfig'
import { configMap, firstConfigMap } from './discovery'
import { JoinError } from './join-error'
import { inPhase, type JoinRun } from './join-run'

/** From this minor version of kubeadm on the kubelet's ConfigMap has no version in its name. */
const unversioned = 24

/** Reads what kubeadm needs of the cluster and answers the kubelet's configuration; refuses too old a cluster. */
export async function fetchKubeletConfiguration(
  run: JoinRun,
  access: ClusterAccess,
): Promise<string> {
  const unable = 'unable to fetch the kubeadm-config ConfigMap: '
  const { ClusterConfiguration = '' } = await inPhase(
    'preflight',
    `${unable}failed to get config map: `,
    () => configMap(run, access, 'kubeadm-config'),
  )
  const { kubernetesVersion } = yaml().parse(ClusterConfiguration) as { kubernetesVersion: string }
  const own = minorOf(run.parts.variant.kubernetes)
  const cluster = minorOf(kubernetesVersion)
  const names = [...(own >= unversioned ? ['kubelet-config'] : []), `kubelet-config-1.${cluster}`]
  const { kubelet = '' } = await inPhase(
    'preflight',
    `${unable}failed to get component configs: `,
    () => firstConfigMap(run, access, names),
  )
  if (cluster < own - 1)
    throw new JoinError(
      'preflight',
      `${unable}this version of kubeadm only supports deploying clusters with the control plane version >= 1.${own - 1}.0. Current version: ${kubernetesVersion}`,
    )
  return kubelet
}
