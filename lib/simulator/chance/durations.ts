import type { Span } from './seeded-random'

/** A duration that is drawn anew each time, in simulated time. */
export interface Duration extends Span {
  /** Whose it is. */
  readonly of: string
  readonly what: string
}

const duration = (of: string, [leastMs, mostMs]: readonly [number, number], what: string): Duration => ({ of, leastMs, mostMs, what }) // prettier-ignore

/** Every duration that hangs on chance, with its bounds as recordings and the facts of the field give them. */
export const durations = {
  askRegistry: duration('Docker', [5, 150], 'a registry answers, or nothing does'),
  pull: duration('Docker', [150, 700], 'an image that the registry has is pulled'),
  createSandbox: duration('Docker', [150, 400], 'a sandbox is made and started'),
  createContainer: duration('Docker', [10, 30], 'a container is made'),
  startContainer: duration('Docker', [70, 200], 'a container is started'),
  stopContainer: duration('Docker', [80, 300], 'a container heeds SIGTERM'),

  listen: duration('gnmi', [1_000, 3_000], 'its container has started: until it listens'),

  deleteProfile: duration('minikube', [3_000, 12_000], '`minikube delete` of one profile'),
  startOnControlPlane: duration('minikube', [100, 300], "a container starts in minikube's node"),

  register: duration('kubelet', [5_800, 6_700], 'from its certificate to its node'),
  firstStatus: duration('kubelet', [30, 60], 'from the node to its first status'),
  firstTick: duration('kubelet', [300, 10_000], 'from a new node to its first tick of 10 s: Ready'),
  beginPod: duration('kubelet', [8, 25], 'a pod that was bound is begun'),
  relist: duration('kubelet', [50, 1_000], 'until a change in Docker is noticed'),
  retrySync: duration('kubelet', [11_000, 15_000], 'until a pod is tried again that failed'),
  resync: duration('kubelet', [60_000, 90_000], 'until a pod is looked at again that is well'),
  housekeeping: duration('kubelet', [0, 2_000], 'until what is not to run any more is ended'),
  unmount: duration(
    'kubelet',
    [1_200, 2_000],
    'from the last container of a pod to its being over',
  ),
  neverStarted: duration(
    'kubelet',
    [8_000, 75_000],
    'the same, of a pod of which nothing ever ran, or not all',
  ),

  schedule: duration('scheduler', [8, 18], 'a pod is bound'),
  syncDaemonSets: duration('controllers', [5, 15], 'DaemonSets are looked at after a change'),
  syncDeployments: duration('controllers', [5, 15], 'Deployments are looked at after a change'),
  syncReplicaSets: duration('controllers', [5, 15], 'ReplicaSets are looked at after a change'),
  syncJobs: duration('controllers', [5, 15], 'Jobs are looked at after a change'),
  syncBudgets: duration('controllers', [5, 15], 'disruption budgets are looked at after a change'),
  syncRoles: duration('controllers', [5, 15], 'sums of roles are looked at after a change'),
  syncBootstrapTokens: duration(
    'controllers',
    [5, 15],
    'bootstrap tokens are looked at after a change',
  ),
  syncQuotas: duration('controllers', [5, 15], 'quotas are looked at after a change'),
  syncEndpoints: duration('controllers', [5, 15], 'Services are looked at after a change'),
  syncNamespaces: duration('controllers', [10, 25], 'namespaces are looked at after a change'),
  annotateNode: duration('controllers', [8, 15], 'a new node gets its ttl annotation'),
  assignCidr: duration('controllers', [18, 30], 'a new node gets its pod CIDR'),
  taintNode: duration('controllers', [8, 20], 'NoSchedule follows the condition of a node'),
  evictPod: duration('controllers', [2, 10], 'a pod is marked for deletion that its node repels'),
  signCertificate: duration('controllers', [8, 18], 'a CSR is approved, and then signed'),
  collectGarbage: duration('controllers', [5, 15], 'dependents follow their owner'),
} as const satisfies Readonly<Record<string, Duration>>
