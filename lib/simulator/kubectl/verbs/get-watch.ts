import type { Call } from '../call'
import { KubectlFailure } from '../failure'
import type { ApiObject, ApiTable } from '../objects'
import type { OutputFormat } from '../output-format'
import { printObjects } from '../print-objects'
import { TablePrinter } from '../print-table'
import { collectionPath } from '../resource-kinds'
import { listPath, type Selection, tableForm } from '../selection'

interface WatchEvent<T> {
  readonly type: string
  readonly object: T
}

/** `get -w`: the table as it is, then a row for every change, until the server ends the watch or the client leaves. */
export async function watchTables(call: Call, selections: readonly Selection[]): Promise<void> {
  const selection = onlyOne(selections)
  const printer = new TablePrinter(call, call.line.is('show-kind'))
  const now = await call.api.json<ApiTable>('GET', pathOf(call, selection), { accept: tableForm })
  if (!call.line.is('watch-only')) call.stream(printer.print(selection.kind, [now]))
  const seen = (event: WatchEvent<ApiTable>): void => {
    if (event.type !== 'BOOKMARK') call.stream(printer.print(selection.kind, [event.object]))
  }
  await follow(call, selection, now.metadata?.resourceVersion, tableForm, seen)
}

/** The same in a machine's format: an object after the other. */
export async function watchObjects(
  call: Call,
  format: OutputFormat,
  selections: readonly Selection[],
): Promise<void> {
  const selection = onlyOne(selections)
  const path = pathOf(call, selection)
  const now = await call.api.json<ApiObject & { items?: ApiObject[] }>('GET', path)
  const print = (object: ApiObject): void => {
    printObjects(call, format, [object], false)
    call.flush()
  }
  if (!call.line.is('watch-only'))
    for (const object of now.items ?? []) print({ ...typeOf(selection), ...object })
  const seen = ({ type, object }: WatchEvent<ApiObject>): void => {
    if (type !== 'BOOKMARK') print(object)
  }
  await follow(call, selection, now.metadata.resourceVersion, 'application/json', seen)
}

function onlyOne(selections: readonly Selection[]): Selection {
  const [selection, ...others] = selections
  if (!selection || others.length > 0 || (selection.names ?? []).length > 1)
    throw new KubectlFailure('error: you may only specify a single resource type')
  return selection
}

const typeOf = ({ kind: { group, version, kind } }: Selection): object => ({
  apiVersion: group ? `${group}/${version}` : version,
  kind,
})

const pathOf = (call: Call, selection: Selection): string =>
  withName(listPath(call, selection), selection)

const withName = (path: string, { names }: Selection): string =>
  names?.[0] ? `${path}&fieldSelector=${encodeURIComponent(`metadata.name=${names[0]}`)}` : path

async function follow<T>(
  call: Call,
  selection: Selection,
  resourceVersion: string | undefined,
  accept: string,
  seen: (event: WatchEvent<T>) => void,
): Promise<void> {
  const [, query = ''] = pathOf(call, selection).split('?')
  const asked = new URLSearchParams(query)
  asked.delete('limit')
  asked.set('watch', 'true')
  if (resourceVersion) asked.set('resourceVersion', resourceVersion)
  const path = `${collectionPath(selection.kind, selection.namespace)}?${asked.toString()}`
  await call.api.lines(path, accept, (line) => seen(JSON.parse(line) as WatchEvent<T>))
}
