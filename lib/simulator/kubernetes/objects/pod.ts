import type { Condition, KubeObject, LabelSelector, SelectorRequirement, Toleration } from '.'

export interface Pod extends KubeObject {
  spec: PodSpec
  status: PodStatus
}

export interface PodSpec {
  containers: PodContainer[]
  initContainers?: PodContainer[]
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
  terminationGracePeriodSeconds?: number
  serviceAccountName?: string
  serviceAccount?: string
  automountServiceAccountToken?: boolean
  imagePullSecrets?: { name: string }[]
  schedulerName?: string
  dnsPolicy?: string
  securityContext?: object
  enableServiceLinks?: boolean
  priority?: number
  preemptionPolicy?: string
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

export type Volume = { name: string } & Record<string, unknown>

export interface PodContainer {
  name: string
  image: string
  command?: string[]
  args?: string[]
  env?: { name: string; value?: string; valueFrom?: Record<string, unknown> }[]
  ports?: { containerPort: number; hostPort?: number; protocol?: string; name?: string }[]
  volumeMounts?: { name: string; mountPath: string; readOnly?: boolean }[]
  imagePullPolicy?: string
  resources?: { limits?: Record<string, string>; requests?: Record<string, string> }
  securityContext?: { privileged?: boolean; runAsUser?: number }
  terminationMessagePath?: string
  terminationMessagePolicy?: string
  readinessProbe?: Probe
  livenessProbe?: Probe
  startupProbe?: Probe
}

export interface Probe {
  exec?: { command?: string[] }
  httpGet?: { path?: string; port: number | string; host?: string; scheme?: string }
  tcpSocket?: { port: number | string; host?: string }
  initialDelaySeconds?: number
  timeoutSeconds?: number
  periodSeconds?: number
  successThreshold?: number
  failureThreshold?: number
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
    reason: string
    message?: string
    startedAt: string
    finishedAt: string
    containerID: string
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
