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

export interface VolumeMount {
  name: string
  mountPath: string
  readOnly?: boolean
  subPath?: string
  subPathExpr?: string
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

export type EnvFrom = {
  prefix?: string
  configMapRef?: { name?: string; optional?: boolean }
  secretRef?: { name?: string; optional?: boolean }
}

export interface KeyRef {
  name?: string
  key: string
  optional?: boolean
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
