import type { KubeObject } from '.'

export type Quantities = Record<string, string>

/** What containers and pods of a namespace may ask for, and are given that ask for nothing. */
export interface LimitRange extends KubeObject {
  spec: { limits: LimitRangeItem[] | null }
}

export interface LimitRangeItem {
  type: string
  max?: Quantities
  min?: Quantities
  default?: Quantities
  defaultRequest?: Quantities
  maxLimitRequestRatio?: Quantities
}

/** How much of what a namespace may have. */
export interface ResourceQuota extends KubeObject {
  spec: { hard?: Quantities; scopes?: string[] }
  status: { hard?: Quantities; used?: Quantities }
}
