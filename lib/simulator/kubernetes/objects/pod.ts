import type { Condition, KubeObject, LabelSelector, SelectorRequirement, Toleration } from '.'
import type { FieldRef, PodContainer, PodSecurity, ResourceFieldRef } from './container'

export interface Pod extends KubeObject {
  spec: PodSpec
  status: PodStatus
}

export interface PodSpec {
  containers: PodContainer[]
  initContainers?: PodContainer[]
  ephemeralContainers?: PodContainer[]
  volumes?: Volume[]
  nodeName?: string
  nodeSelector?: Record<string, string>
  affinity?: {
    nodeAffinity?: NodeAffinity
    podAffinity?: PodAffinity
    podAntiAffinity?: PodAffinity
  }
  topologySpreadConstraints?: TopologySpreadConstraint[]
  overhead?: Record<string, string>
  tolerations?: Toleration[]
  hostNetwork?: boolean
  hostPID?: boolean
  hostIPC?: boolean
  restartPolicy?: string
  activeDeadlineSeconds?: number
  terminationGracePeriodSeconds?: number
  serviceAccountName?: string
  serviceAccount?: string
  automountServiceAccountToken?: boolean
  imagePullSecrets?: { name: string }[]
  schedulerName?: string
  dnsPolicy?: string
  securityContext?: PodSecurity
  enableServiceLinks?: boolean
  hostAliases?: { ip: string; hostnames?: string[] }[]
  priorityClassName?: string
  priority?: number
  preemptionPolicy?: string
  readinessGates?: { conditionType: string }[]
}

export interface NodeAffinity {
  requiredDuringSchedulingIgnoredDuringExecution?: { nodeSelectorTerms: NodeSelectorTerm[] }
  preferredDuringSchedulingIgnoredDuringExecution?: {
    weight: number
    preference: NodeSelectorTerm
  }[]
}

/** Or what it keeps away from. */
export interface PodAffinity {
  requiredDuringSchedulingIgnoredDuringExecution?: PodAffinityTerm[]
}

export interface PodAffinityTerm {
  labelSelector?: LabelSelector
  namespaces?: string[]
  topologyKey: string
}

export interface TopologySpreadConstraint {
  maxSkew: number
  topologyKey: string
  whenUnsatisfiable: string
  labelSelector?: LabelSelector
}

export interface NodeSelectorTerm {
  matchExpressions?: SelectorRequirement[]
  matchFields?: SelectorRequirement[]
}

/** With one of these sources, or another that is not simulated. */
export type Volume = { name: string } & VolumeSources & Record<string, unknown>

export interface VolumeSources {
  hostPath?: { path: string; type?: string }
  emptyDir?: { medium?: string; sizeLimit?: string }
  secret?: { secretName?: string; defaultMode?: number } & KeysOf
  configMap?: { name?: string; defaultMode?: number } & KeysOf
  downwardAPI?: { items?: PodFieldFile[]; defaultMode?: number }
  projected?: { sources?: ProjectedSource[]; defaultMode?: number }
}

/** One of these. */
export interface ProjectedSource {
  secret?: { name?: string } & KeysOf
  configMap?: { name?: string } & KeysOf
  downwardAPI?: { items?: PodFieldFile[] }
  serviceAccountToken?: { audience?: string; expirationSeconds?: number; path: string }
}

/** Which keys of a ConfigMap or Secret become files; without `items` all, by their own names. */
export interface KeysOf {
  items?: { key: string; path: string; mode?: number }[]
  optional?: boolean
}

export interface PodFieldFile {
  path: string
  mode?: number
  fieldRef?: FieldRef
  resourceFieldRef?: ResourceFieldRef
}

export interface PodStatus {
  phase?: string
  reason?: string
  message?: string
  conditions?: Condition[]
  hostIP?: string
  podIP?: string
  podIPs?: { ip: string }[]
  startTime?: string
  initContainerStatuses?: ContainerStatus[]
  containerStatuses?: ContainerStatus[]
  qosClass?: string
  nominatedNodeName?: string
}

export interface ContainerStatus {
  name: string
  state: ContainerState
  lastState: ContainerState
  ready: boolean
  restartCount: number
  image: string
  imageID: string
  containerID?: string
  started?: boolean
}

export interface ContainerState {
  waiting?: { reason: string; message?: string }
  running?: { startedAt: string }
  terminated?: {
    exitCode: number
    signal?: number
    reason: string
    message?: string
    /** Null, and no id, of one that could not be found any more. */
    startedAt: string | null
    finishedAt: string | null
    containerID?: string
  }
}

export interface PodTemplate {
  metadata: {
    creationTimestamp?: null
    labels?: Record<string, string>
    annotations?: Record<string, string>
  }
  spec: PodSpec
}
