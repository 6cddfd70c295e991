import type { KubeObject, LabelSelector, PodTemplate } from '.'

export interface DaemonSet extends KubeObject {
  spec: {
    selector: LabelSelector
    template: PodTemplate
    updateStrategy?: { type: string; rollingUpdate?: RollingUpdateDaemonSet }
    minReadySeconds?: number
    revisionHistoryLimit?: number
  }
  status: DaemonSetStatus
}

export interface RollingUpdateDaemonSet {
  maxUnavailable: number | string
  maxSurge?: number | string
}

export interface DaemonSetStatus {
  currentNumberScheduled: number
  numberMisscheduled: number
  desiredNumberScheduled: number
  numberReady: number
  observedGeneration?: number
  updatedNumberScheduled?: number
  numberAvailable?: number
  numberUnavailable?: number
  collisionCount?: number
}
