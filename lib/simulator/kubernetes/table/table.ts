import { columnHelp } from './column-help'
import { type KubeObject } from '../objects'
import { type Resource } from '../resources/resource'

/** What `Accept: …;as=Table` answers: the cells that kubectl prints, and the metadata of each row's object. */
export interface Table {
  kind: 'Table'
  apiVersion: string
  metadata: { resourceVersion?: string; continue?: string; remainingItemCount?: number }
  columnDefinitions:
    { name: string; type: string; format: string; description: string; priority: number }[] | null
  rows: {
    cells: (string | number | boolean)[]
    conditions?: readonly RowCondition[]
    object: object | null
  }[]
}

/** What kubectl marks a row with. */
export interface RowCondition {
  readonly type: 'Completed'
  readonly status: 'True'
  readonly reason: string
  readonly message: string
}

/** What `includeObject` wants to have of each row's object. */
export type RowObject = 'None' | 'Metadata' | 'Object'

export interface TableForm {
  readonly rowObject?: RowObject
  /** Of `meta.k8s.io`: `v1` or `v1beta1`. */
  readonly version?: string
  /** Of the server. */
  readonly minor: number
}

export function tableOf(
  resource: Resource,
  objects: readonly KubeObject[],
  metadata: Table['metadata'],
  now: number,
  { rowObject = 'Metadata', version = 'v1', minor }: TableForm,
): Table {
  const columns = resource.columns.filter(({ isIn }) => isIn?.(minor) ?? true)
  return {
    kind: 'Table',
    apiVersion: `meta.k8s.io/${version}`,
    metadata,
    columnDefinitions: columns.map(({ name, type, format, priority }) => ({
      name,
      type,
      format,
      description: columnHelp(resource.kind, name),
      priority,
    })),
    rows: objects.map((object) => ({
      cells: columns.map(({ cell }) => cell(object, now)),
      ...resource.rowMarks?.(object),
      object: rowObjectOf(object, resource, rowObject, version),
    })),
  }
}

function rowObjectOf(
  object: KubeObject,
  resource: Resource,
  wanted: RowObject,
  version: string,
): object | null {
  if (wanted === 'None') return null
  return wanted === 'Object' ? object : metadataOnly(object, version, resource)
}

export const metadataOnly = (
  { metadata }: KubeObject,
  version = 'v1',
  { innerMetadata }: Pick<Resource, 'innerMetadata'> = {},
): object => ({
  kind: 'PartialObjectMetadata',
  apiVersion: `meta.k8s.io/${version}`,
  metadata: innerMetadata?.(metadata) ?? metadata,
})
