import type { Call } from './call'
import { inColumns } from '../go/columns'
import type { ApiObject, ApiTable } from './objects'
import { type ResourceKind, singular } from './resource-kinds'

/** Rows of one kind after the other, in columns that the server laid out, the way the command line wants them. */
export class TablePrinter {
  readonly #call: Call
  #kind: ResourceKind | undefined
  #columns: ApiTable['columnDefinitions']
  #widths: number[] = []

  /** `named`: each name with its kind before it, as when several kinds are asked for. */
  constructor(
    call: Call,
    private readonly named: boolean,
  ) {
    this.#call = call
  }

  /** The text of these rows; with headers, and a blank line before, where another kind begins. */
  print(kind: ResourceKind, tables: readonly ApiTable[]): string {
    const isNew = kind !== this.#kind
    const gap = isNew && this.#kind !== undefined ? '\n' : ''
    if (isNew) {
      this.#kind = kind
      this.#widths = []
      this.#columns = tables[0]?.columnDefinitions ?? []
    }
    const rows = tables.flatMap((table) => (table.rows ?? []).map((row) => this.#cells(row)))
    const headers = isNew && !this.#call.line.is('no-headers') ? [this.#headers()] : []
    return gap + inColumns([...headers, ...rows], '', 6, this.#widths)
  }

  get #shown(): number[] {
    const wide = this.#call.line.value('output') === 'wide'
    const columns = this.#columns ?? []
    return columns.map((_, i) => i).filter((i) => wide || columns[i]?.priority === 0)
  }

  get #namespaced(): boolean {
    return this.#call.allNamespaces && this.#kind?.namespaced === true
  }

  get #labelColumns(): string[] {
    return this.#call.line.values('label-columns').flatMap((value) => value.split(','))
  }

  #headers(): string[] {
    return [
      ...(this.#namespaced ? ['NAMESPACE'] : []),
      ...this.#shown.map((i) => (this.#columns?.[i]?.name ?? '').toUpperCase()),
      ...this.#labelColumns.map((key) => (key.split('/').at(-1) ?? key).toUpperCase()),
      ...(this.#call.line.is('show-labels') ? ['LABELS'] : []),
    ]
  }

  #cells({ cells, object }: { cells: unknown[]; object: ApiObject }): string[] {
    const prefix = this.named && this.#kind ? `${singular(this.#kind)}/` : ''
    return [
      ...(this.#namespaced ? [object.metadata.namespace ?? ''] : []),
      ...this.#shown.map((i, at) => `${at === 0 ? prefix : ''}${cellText(cells[i])}`),
      ...this.#labelColumns.map((key) => object.metadata.labels?.[key] ?? ''),
      ...(this.#call.line.is('show-labels') ? [labelText(object)] : []),
    ]
  }
}

const cellText = (cell: unknown): string =>
  typeof cell === 'string'
    ? cell
    : cell === null || cell === undefined
      ? '<none>'
      : JSON.stringify(cell)

function labelText({ metadata }: ApiObject): string {
  const labels = Object.entries(metadata.labels ?? {}).map(([key, value]) => `${key}=${value}`)
  return labels.sort().join(',') || '<none>'
}
