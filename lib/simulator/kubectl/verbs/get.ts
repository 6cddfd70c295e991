import type { Call, Verb } from '../call'
import type { ApiTable } from '../objects'
import { printObjects } from '../print-objects'
import { printTable } from '../print-table'
import { objectPath } from '../resource-kinds'
import {
  fetchObjects,
  listPath,
  readSelections,
  selectionFlags,
  type Selection,
} from '../selection'
import { isNotFound } from '../not-found'

const tableForm =
  'application/json;as=Table;v=v1;g=meta.k8s.io,application/json;as=Table;v=v1beta1;g=meta.k8s.io,application/json'

export const get: Verb = {
  name: 'get',
  flags: {
    ...selectionFlags,
    'output|o': 'value',
    'no-headers': 'switch',
    'show-labels': 'switch',
    'label-columns|L': 'value',
    'ignore-not-found': 'switch',
    'show-managed-fields': 'switch',
    'sort-by': 'value',
    'chunk-size': 'value',
    raw: 'value',
  },
  async run(call) {
    const raw = call.line.value('raw')
    if (raw) return call.write((await call.api.send('GET', raw)).text)
    const selections = readSelections(call)
    const format = call.line.value('output') ?? ''
    if (format === '' || format === 'wide') return printTables(call, selections)
    return printAll(call, format, selections)
  },
}

async function printAll(call: Call, format: string, selections: Selection[]): Promise<void> {
  const objects = []
  for (const selection of selections) objects.push(...(await fetchObjects(call, selection)))
  const [only] = selections
  const asList = selections.length > 1 || only?.names?.length !== 1
  if (asList || objects.length > 0) printObjects(call, format, objects, asList)
}

async function printTables(call: Call, selections: Selection[]): Promise<void> {
  const tables: { selection: Selection; tables: ApiTable[] }[] = []
  for (const selection of selections)
    tables.push({ selection, tables: await fetchTables(call, selection) })
  const filled = tables.filter(({ tables }) => tables.some(({ rows }) => (rows ?? []).length > 0))
  const prefixed = selections.length > 1
  filled.forEach(({ selection, tables }, i) => {
    if (i > 0) call.print('')
    call.write(
      printTable(tables, {
        wide: call.line.value('output') === 'wide',
        headers: !call.line.is('no-headers'),
        namespaces: call.allNamespaces && selection.kind.namespaced,
        labels: call.line.is('show-labels'),
        labelColumns: (call.line.value('label-columns') ?? '').split(',').filter(Boolean),
        prefix: prefixed ? `${selection.kind.kind.toLowerCase()}${group(selection)}/` : '',
      }),
    )
  })
  if (filled.length === 0 && selections.every(({ names }) => names === undefined))
    sayNone(call, selections)
}

const group = ({ kind }: Selection): string => (kind.group ? `.${kind.group}` : '')

async function fetchTables(call: Call, selection: Selection): Promise<ApiTable[]> {
  const { names, kind } = selection
  const fetch = (path: string): Promise<ApiTable> =>
    call.api.json<ApiTable>('GET', path, { accept: tableForm })
  if (names === undefined) return [await fetch(listPath(call, selection))]
  const tables: ApiTable[] = []
  for (const name of names)
    await call.attempt(async () => {
      try {
        tables.push(await fetch(objectPath(kind, selection.namespace, name)))
      } catch (error) {
        if (!call.line.is('ignore-not-found') || !isNotFound(error)) throw error
      }
    })
  return tables
}

function sayNone(call: Call, selections: Selection[]): void {
  const inNamespace = selections.some(({ kind, namespace }) => kind.namespaced && namespace)
  if (call.line.is('ignore-not-found')) return
  call.warn(`No resources found${inNamespace ? ` in ${call.namespace} namespace.` : ''}`)
}
