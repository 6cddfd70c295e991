import type { Condition, KubeObject, LabelSelector } from '.'

/** How many of the pods that it selects may be missing by somebody's will. */
export interface PodDisruptionBudget extends KubeObject {
  spec: {
    minAvailable?: number | string
    maxUnavailable?: number | string
    selector?: LabelSelector
  }
  status: {
    observedGeneration?: number
    /** Pods that are to go, and since when. */
    disruptedPods?: Record<string, string>
    disruptionsAllowed: number
    currentHealthy: number
    desiredHealthy: number
    expectedPods: number
    conditions?: Condition[]
  }
}
