import { inColumns } from '../go/columns'
import { KubectlFailure } from './failure'
import { goValue } from './go-value'
import { relaxedTemplate, selectByTemplate } from './json-path/render'
import type { ApiObject } from './objects'

/** `NAME:.metadata.name,IP:.status.podIP`: a table of one's own. Throws KubectlFailure. */
export function customColumns(
  spec: string,
  objects: readonly ApiObject[],
  headers: boolean,
): string {
  const columns = spec.split(',').map(readColumn)
  const rows = objects.map((object) =>
    columns.map(
      ({ template }) => selectByTemplate(template, object).map(goValue).join(',') || '<none>',
    ),
  )
  return inColumns(headers ? [columns.map(({ header }) => header), ...rows] : rows)
}

/** `custom-columns-file`: a line of headers and one of paths, in columns. */
export function columnsOfFile(text: string): string {
  const [headers = [], paths = []] = text
    .split('\n')
    .map((line) => line.trim().split(/\s+/))
    .filter(([first]) => first)
  return headers.map((header, at) => `${header}:${paths[at] ?? ''}`).join(',')
}

function readColumn(column: string): { header: string; template: string } {
  const [header = '', ...path] = column.split(':')
  if (path.length === 0)
    throw new KubectlFailure(
      `error: unexpected custom-columns spec: ${column}, expected <header>:<json-path-expr>`,
    )
  return { header, template: relaxedTemplate(path.join(':')) }
}
