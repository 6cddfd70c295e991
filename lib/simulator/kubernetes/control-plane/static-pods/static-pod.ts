import { type Pod } from '../../objects'
import { has } from '../../release/changes'
import { type ClusterFacts } from '../configuration'
import { apiServer } from './api-server'
import { byName, type Component, type HostVolume } from './component'
import { controllerManager, scheduler } from './controllers'
import { etcd } from './etcd'

/** By whom and from what a kubelet makes its mirror pods. */
export interface Mirror {
  readonly node: { readonly name: string; readonly uid: string }
  /** When the kubelet found the manifests: RFC 3339 with nanoseconds. */
  readonly seen: string
  /** An own one for each manifest: 32 hexadecimal digits. */
  readonly hashOf: (name: string) => string
}

/**
 * What the API shows of the pods that the control plane consists of: the manifests that kubeadm writes with minikube's
 * configuration (`kubeadm init --dry-run` of 1.20.2 and 1.28.4), as the node's kubelet mirrors them.
 */
export const staticPods = (facts: ClusterFacts, mirror: Mirror): Pod[] =>
  [etcd, apiServer, controllerManager, scheduler].map((component) =>
    mirrored(component(facts), facts, mirror),
  )

function mirrored(component: Component, { release }: ClusterFacts, mirror: Mirror): Pod {
  const { name, image, flags, requests, probes, volumes } = component
  const { node } = mirror
  return {
    kind: 'Pod',
    apiVersion: 'v1',
    metadata: {
      name: `${name}-${node.name}`,
      namespace: 'kube-system',
      labels: { component: name, tier: 'control-plane' },
      annotations: annotationsOf(component, mirror),
      ownerReferences: [{ apiVersion: 'v1', kind: 'Node', ...node, controller: true }],
    },
    spec: {
      nodeName: node.name,
      hostNetwork: true,
      priorityClassName: 'system-node-critical',
      ...(has('controlPlaneIsConfined', release.minor) && {
        securityContext: { seccompProfile: { type: 'RuntimeDefault' } },
      }),
      containers: [
        {
          name,
          image,
          imagePullPolicy: 'IfNotPresent',
          command: [name, ...inOrder(flags)],
          resources: { requests: { ...requests } },
          ...probes,
          volumeMounts: volumes.map(mountOf),
        },
      ],
      volumes: byName(volumes).map(({ name, path, type }) => ({ name, hostPath: { path, type } })),
      tolerations: [{ effect: 'NoExecute', operator: 'Exists' }],
    },
    status: {},
  }
}

function annotationsOf(component: Component, { seen, hashOf }: Mirror): Record<string, string> {
  const hash = hashOf(component.name)
  return {
    ...component.annotations,
    'kubernetes.io/config.hash': hash,
    'kubernetes.io/config.mirror': hash,
    'kubernetes.io/config.seen': seen,
    'kubernetes.io/config.source': 'file',
  }
}

const inOrder = (flags: Component['flags']): string[] =>
  Object.keys(flags)
    .sort()
    .map((key) => `--${key}=${flags[key]}`)

const mountOf = ({ name, path, readOnly }: HostVolume): VolumeMount => ({
  name,
  mountPath: path,
  ...(readOnly && { readOnly }),
})

type VolumeMount = NonNullable<Pod['spec']['containers'][number]['volumeMounts']>[number]
