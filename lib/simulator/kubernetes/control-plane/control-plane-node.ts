import { type SimulatedClock } from '../../time/clock'
import { type SeededRandom } from '../../chance/seeded-random'
import { type KubernetesApi } from '../api/kubernetes-api'
import { type NodeDescription } from '../kubelet/node-description'
import { newNode, updateNode } from '../kubelet/node-object'
import { nodes } from '../resources/nodes'
import { pods } from '../resources/pods'
import { nanoTimestamp, timestamp } from '../../time/timestamp'
import { type ClusterFacts } from './configuration'
import { staticPods } from './static-pods/static-pod'

/** minikube's node as its kubelet sees it. */
export function controlPlaneDescription(
  { nodeName, nodeIp, release }: ClusterFacts,
  random: SeededRandom,
): NodeDescription {
  return {
    name: nodeName,
    address: nodeIp,
    kubeletVersion: release.gitVersion,
    containerRuntimeVersion: 'docker://20.10.24',
    osImage: 'Ubuntu 22.04.4 LTS',
    kernelVersion: '5.15.0-119-generic',
    machineId: random.hex(32),
    bootId: random.uuid(),
  }
}

/** Puts the control-plane's own node and its static pods there, Ready: `minikube start` returns only then. */
export function createControlPlaneNode(
  api: KubernetesApi,
  facts: ClusterFacts,
  description: NodeDescription,
  { clock, random }: { readonly clock: SimulatedClock; readonly random: SeededRandom },
): void {
  const now = timestamp(clock.now())
  const node = newNode(description, now)
  updateNode(node, description, undefined, now)
  Object.assign(node.metadata.labels ?? {}, minikubeLabels(facts, clock))
  node.metadata.annotations = {
    'kubeadm.alpha.kubernetes.io/cri-socket': facts.release.criSocket,
    'node.alpha.kubernetes.io/ttl': '0',
    ...node.metadata.annotations,
  }
  node.spec = { podCIDR: '10.244.0.0/24', podCIDRs: ['10.244.0.0/24'] }
  const { uid = '' } = api.create(nodes, undefined, node, { manager: 'kubelet' }).metadata
  const mirror = {
    node: { name: facts.nodeName, uid },
    seen: nanoTimestamp(clock.now(), random.text(6, '123456789')),
    hashOf: (name: string) => random.forObject(name).hex(32),
  }
  for (const pod of staticPods(facts, mirror))
    api.create(pods, 'kube-system', pod, { manager: 'kubelet' })
}

function minikubeLabels(
  { nodeName, release }: ClusterFacts,
  clock: SimulatedClock,
): Record<string, string> {
  const at = new Date(clock.now()).toISOString().slice(0, 19)
  return {
    'minikube.k8s.io/commit': '210b148df93a80eb872ecbeb7e35281b3c582c61',
    'minikube.k8s.io/name': nodeName,
    'minikube.k8s.io/primary': 'true',
    'minikube.k8s.io/updated_at': `${at.replaceAll(/[-:]/g, '_')}_0700`,
    'minikube.k8s.io/version': 'v1.34.0',
    ...Object.fromEntries(release.controlPlaneLabels.map((label) => [label, ''])),
  }
}
