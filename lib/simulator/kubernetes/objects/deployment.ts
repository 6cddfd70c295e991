import type { Condition, KubeObject, LabelSelector, PodTemplate } from '.'

export interface Deployment extends KubeObject {
  spec: {
    replicas: number
    selector: LabelSelector
    template: PodTemplate
    strategy: {
      type: string
      rollingUpdate?: { maxUnavailable: number | string; maxSurge: number | string }
    }
    minReadySeconds?: number
    revisionHistoryLimit: number
    paused?: boolean
    progressDeadlineSeconds: number
  }
  status: DeploymentStatus
}

export interface DeploymentStatus {
  observedGeneration?: number
  replicas?: number
  updatedReplicas?: number
  readyReplicas?: number
  availableReplicas?: number
  unavailableReplicas?: number
  conditions?: Condition[]
}

export interface ReplicaSet extends KubeObject {
  spec: {
    replicas: number
    minReadySeconds?: number
    selector: LabelSelector
    template: PodTemplate
  }
  status: ReplicaSetStatus
}

export interface ReplicaSetStatus {
  replicas: number
  fullyLabeledReplicas?: number
  readyReplicas?: number
  availableReplicas?: number
  observedGeneration?: number
  conditions?: Condition[]
}
