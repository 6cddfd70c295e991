import { type KubeObject } from '../objects'

/** One column of `kubectl get`; priority 1 shows only with `-o wide`. `now` is for ages, milliseconds. */
export interface Column<T extends KubeObject = KubeObject> {
  readonly name: string
  readonly type: 'string' | 'integer' | 'boolean' | 'date'
  readonly format: string
  readonly priority: 0 | 1
  readonly cell: (object: T, now: number) => string | number | boolean
  /** In servers of which minor versions it is so; all, if absent. */
  readonly isIn?: (minor: number) => boolean
}

type Cell<T extends KubeObject> = Column<T>['cell']

export const column = <T extends KubeObject>(name: string, cell: Cell<T>): Column<T> => ({
  name,
  type: 'string',
  format: '',
  priority: 0,
  cell,
})

export const integer = <T extends KubeObject>(name: string, cell: Cell<T>): Column<T> => ({
  ...column(name, cell),
  type: 'integer',
})

export const wide = <T extends KubeObject>(shown: Column<T>): Column<T> => ({
  ...shown,
  priority: 1,
})
