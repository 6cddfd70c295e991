import type { Condition, KubeObject, LabelSelector, SelectorRequirement, Toleration } from '.'

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

export interface FieldRef {
  apiVersion?: string
  fieldPath: string
}

export interface ResourceFieldRef {
  containerName?: string
  resource: string
  divisor?: string
}

export interface KeyRef {
  name?: string
  key: string
  optional?: boolean
}

export type EnvFrom = {
  prefix?: string
  configMapRef?: { name?: string; optional?: boolean }
  secretRef?: { name?: string; optional?: boolean }
}

export interface EnvVar {
  name: string
  value?: string
  valueFrom?: {
    fieldRef?: FieldRef
    resourceFieldRef?: ResourceFieldRef
    configMapKeyRef?: KeyRef
    secretKeyRef?: KeyRef
  }
}

export interface VolumeMount {
  name: string
  mountPath: string
  readOnly?: boolean
  subPath?: string
  subPathExpr?: string
}

export interface PodContainer {
  name: string
  image: string
  command?: string[]
  args?: string[]
  workingDir?: string
  env?: EnvVar[]
  envFrom?: EnvFrom[]
  ports?: { containerPort: number; hostPort?: number; protocol?: string; name?: string }[]
  volumeMounts?: VolumeMount[]
  imagePullPolicy?: string
  resources?: { limits?: Record<string, string>; requests?: Record<string, string> }
  securityContext?: Security & { privileged?: boolean; procMount?: string }
  stdin?: boolean
  tty?: boolean
  terminationMessagePath?: string
  terminationMessagePolicy?: string
  readinessProbe?: Probe
  livenessProbe?: Probe
  startupProbe?: Probe
  lifecycle?: { postStart?: LifecycleHandler; preStop?: LifecycleHandler }
}

/** As whom containers run; what a container says of itself counts before what its pod says. */
export interface Security {
  runAsUser?: number
  runAsGroup?: number
  runAsNonRoot?: boolean
  seccompProfile?: SeccompProfile
}

export interface SeccompProfile {
  type: string
  localhostProfile?: string
}

export interface PodSecurity extends Security {
  fsGroup?: number
  supplementalGroups?: number[]
}

export interface LifecycleHandler {
  exec?: Probe['exec']
  httpGet?: Probe['httpGet']
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
