import type { Condition, KubeObject, LabelSelector, PodTemplate } from '.'

export interface Job extends KubeObject {
  spec: {
    parallelism?: number
    completions?: number
    activeDeadlineSeconds?: number
    backoffLimit?: number
    selector?: LabelSelector
    manualSelector?: boolean
    template: PodTemplate
    ttlSecondsAfterFinished?: number
    completionMode?: string
    suspend?: boolean
  }
  status: JobStatus
}

export interface JobStatus {
  conditions?: Condition[]
  startTime?: string
  completionTime?: string
  active?: number
  succeeded?: number
  failed?: number
}
