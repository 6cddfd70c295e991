export type * from './container'
export type * from './pod'
export type * from './daemonset'
export type * from './deployment'
export type * from './disruption'
export type * from './job'
export type * from './limits'
export type * from './service'

/** Kubernetes objects as the simulator keeps them: the fields it reads; whatever else a client sent is kept too. */
export interface KubeObject {
  kind: string
  apiVersion: string
  metadata: ObjectMeta
}

export interface ObjectMeta {
  name: string
  generateName?: string
  namespace?: string
  uid?: string
  resourceVersion?: string
  /** Servers since 1.20 forget it. */
  selfLink?: string
  generation?: number
  creationTimestamp?: string
  deletionTimestamp?: string
  deletionGracePeriodSeconds?: number
  labels?: Record<string, string>
  annotations?: Record<string, string>
  ownerReferences?: OwnerReference[]
  finalizers?: string[]
  managedFields?: ManagedFieldsEntry[]
}

export interface ManagedFieldsEntry {
  manager: string
  operation: 'Apply' | 'Update'
  apiVersion: string
  time: string
  fieldsType: string
  fieldsV1: object
  subresource?: string
}

export interface OwnerReference {
  apiVersion: string
  kind: string
  name: string
  uid: string
  controller?: boolean
  blockOwnerDeletion?: boolean
}

export interface LabelSelector {
  matchLabels?: Record<string, string>
  matchExpressions?: SelectorRequirement[]
}

export interface SelectorRequirement {
  key: string
  operator: string
  values?: string[]
}

export interface Condition {
  type: string
  status: 'True' | 'False' | 'Unknown'
  reason?: string
  message?: string
  lastHeartbeatTime?: string
  lastProbeTime?: string | null
  lastTransitionTime?: string
  lastUpdateTime?: string
}

export interface Taint {
  key: string
  value?: string
  effect: string
  timeAdded?: string
}

export interface Toleration {
  key?: string
  operator?: string
  value?: string
  effect?: string
  tolerationSeconds?: number
}

export interface Node extends KubeObject {
  spec: {
    podCIDR?: string
    podCIDRs?: string[]
    taints?: Taint[]
    unschedulable?: boolean
    configSource?: object
  }
  status: NodeStatus
}

export interface NodeStatus {
  capacity?: Record<string, string>
  allocatable?: Record<string, string>
  conditions?: Condition[]
  addresses?: { type: string; address: string }[]
  daemonEndpoints?: { kubeletEndpoint: { Port: number } }
  nodeInfo?: Record<string, string>
  images?: { names: string[]; sizeBytes: number }[]
}

export interface ControllerRevision extends KubeObject {
  data: object
  revision: number
}

export interface ConfigMap extends KubeObject {
  data?: Record<string, string>
  binaryData?: Record<string, string>
  immutable?: boolean
}

export interface Secret extends KubeObject {
  immutable?: boolean
  data?: Record<string, string>
  stringData?: Record<string, string>
  type?: string
}

export interface ServiceAccount extends KubeObject {
  secrets?: { name: string }[]
  imagePullSecrets?: { name: string }[]
  automountServiceAccountToken?: boolean
}

export interface Namespace extends KubeObject {
  spec: { finalizers?: string[] }
  status: { phase: string; conditions?: Condition[] }
}

/** What a role lets its holders do. */
export interface PolicyRule {
  verbs: string[]
  apiGroups?: string[]
  resources?: string[]
  resourceNames?: string[]
  nonResourceURLs?: string[]
}

/** A Role or ClusterRole. */
export interface Role extends KubeObject {
  rules?: PolicyRule[] | null
  /** Of a ClusterRole whose rules are those of others. */
  aggregationRule?: { clusterRoleSelectors?: LabelSelector[] }
}

export interface Subject {
  kind: string
  apiGroup?: string
  name: string
  namespace?: string
}

/** A RoleBinding or ClusterRoleBinding. */
export interface Binding extends KubeObject {
  subjects?: Subject[]
  roleRef?: { apiGroup?: string; kind: string; name: string }
}

/** How much the pods that name it matter. */
export interface PriorityClass extends KubeObject {
  value: number
  globalDefault?: boolean
  description?: string
  preemptionPolicy?: string
}

export interface Lease extends KubeObject {
  spec: {
    holderIdentity?: string
    leaseDurationSeconds?: number
    leaseTransitions?: number
    renewTime?: string
  }
}

export interface Event extends KubeObject {
  involvedObject: ObjectReference
  reason: string
  message: string
  source: { component?: string; host?: string }
  firstTimestamp: string | null
  lastTimestamp: string | null
  count?: number
  type: string
  eventTime: string | null
  series?: { count: number; lastObservedTime: string | null }
  action?: string
  reportingComponent: string
  reportingInstance: string
}

/** An event as `events.k8s.io` has it. */
export interface GroupEvent extends KubeObject {
  eventTime: string | null
  series?: { count: number; lastObservedTime: string | null }
  reportingController: string
  reportingInstance: string
  action?: string
  reason: string
  regarding: ObjectReference
  note: string
  type: string
  deprecatedSource?: { component?: string; host?: string }
  deprecatedFirstTimestamp?: string | null
  deprecatedLastTimestamp?: string | null
  deprecatedCount?: number
}

export interface ObjectReference {
  kind: string
  namespace?: string
  name: string
  uid?: string
  apiVersion?: string
  resourceVersion?: string
  fieldPath?: string
}

export interface CertificateSigningRequest extends KubeObject {
  spec: {
    request: string
    signerName: string
    usages: string[]
    username?: string
    groups?: string[]
  }
  status: { conditions?: Condition[]; certificate?: string }
}
