/** Any object of the API, as far as kubectl looks into it. */
export interface ApiObject {
  apiVersion?: string
  kind?: string
  metadata: ObjectMeta
  spec?: Record<string, unknown>
  status?: Record<string, unknown>
  [field: string]: unknown
}

export interface ObjectMeta {
  name: string
  namespace?: string
  uid?: string
  resourceVersion?: string
  generation?: number
  creationTimestamp?: string
  deletionTimestamp?: string
  labels?: Record<string, string>
  annotations?: Record<string, string>
  deletionGracePeriodSeconds?: number
  managedFields?: unknown
  ownerReferences?: { kind: string; name: string; uid?: string; controller?: boolean }[]
}

export interface ApiList {
  items?: ApiObject[]
}

/** The server's Table form of a list or an object. */
export interface ApiTable {
  metadata?: { resourceVersion?: string }
  columnDefinitions?: { name: string; priority: number }[]
  rows?: { cells: unknown[]; object: ApiObject }[]
}
