import type { Call, Verb } from '../call'
import { readFormat } from '../output-format'
import { printObjects } from '../print-objects'
import { TablePrinter } from '../print-table'
import {
  fetchObjects,
  fetchTables,
  insistOnType,
  readSelections,
  selectionFlags,
  type Selection,
} from '../selection'
import { sortedBy } from '../sorting'
import { watchObjects, watchTables } from './get-watch'

export const get: Verb = {
  name: 'get',
  flags: {
    ...selectionFlags,
    'output|o': 'value',
    template: 'value',
    'allow-missing-template-keys': 'optional',
    'no-headers': 'switch',
    'show-kind': 'switch',
    'show-labels': 'switch',
    'label-columns|L': 'value',
    'ignore-not-found': 'switch',
    'show-managed-fields': 'switch',
    'server-print': 'optional',
    'sort-by': 'value',
    'chunk-size': 'value',
    'watch|w': 'switch',
    'watch-only': 'switch',
    raw: 'value',
  },
  async run(call) {
    const raw = call.line.value('raw')
    if (raw) return call.write((await call.api.send('GET', raw)).text)
    insistOnType(call, 'get')
    const format = readFormat(call, true)
    const selections = readSelections(call)
    const watches = call.line.is('watch') || call.line.is('watch-only')
    if (watches)
      return format ? watchObjects(call, format, selections) : watchTables(call, selections)
    if (!format) return printTables(call, selections)
    const objects = []
    for (const selection of selections) objects.push(...(await fetchObjects(call, selection)))
    const asList = selections.length > 1 || selections[0]?.names?.length !== 1
    if (asList || objects.length > 0)
      printObjects(
        call,
        format,
        sortedBy(call, objects, (object) => object),
        asList,
      )
  },
}

async function printTables(call: Call, selections: Selection[]): Promise<void> {
  const kinds = new Set(selections.map(({ kind }) => kind))
  const filled = []
  for (const kind of kinds) {
    const tables = []
    for (const selection of selections.filter((each) => each.kind === kind))
      tables.push(...(await fetchTables(call, selection)))
    const [{ columnDefinitions = [] } = {}] = tables
    const rows = tables.flatMap((table) => table.rows ?? [])
    const inOrder = sortedBy(call, rows, ({ object }) => object, true)
    if (inOrder.length > 0) filled.push({ kind, table: { columnDefinitions, rows: inOrder } })
  }
  const areCollections = selections.every(({ names }) => names === undefined)
  // Of objects that are named only those count that are there.
  const named = (areCollections ? kinds.size : filled.length) > 1 || call.line.is('show-kind')
  const printer = new TablePrinter(call, named)
  for (const { kind, table } of filled) call.write(printer.print(kind, [table]))
  if (filled.length === 0 && areCollections) sayNone(call, kinds)
}

function sayNone(call: Call, kinds: ReadonlySet<Selection['kind']>): void {
  if (call.line.is('ignore-not-found')) return
  const inNamespace = !call.allNamespaces && [...kinds].every(({ namespaced }) => namespaced)
  call.warn(`No resources found${inNamespace ? ` in ${call.namespace} namespace.` : ''}`)
}
