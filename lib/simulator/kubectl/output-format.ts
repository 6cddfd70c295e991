import { TemplateError } from '../go/template/template-error'
import { renderTemplate } from '../go/template/render'
import type { Call } from './call'
import { columnsOfFile, customColumns } from './custom-columns'
import { KubectlFailure } from './failure'
import { renderJsonPath, selectByTemplate } from './json-path/render'

/** What `-o` and `--template` ask for, apart from kubectl's own table. */
export interface OutputFormat {
  readonly style: string
  /** What stands behind the `=`: a template, columns, a file. */
  readonly argument: string
}

const templateStyles = ['go-template', 'go-template-file', 'template', 'templatefile']
const pathStyles = ['jsonpath', 'jsonpath-as-json', 'jsonpath-file']
const columnStyles = ['custom-columns', 'custom-columns-file']
const plainStyles = ['json', 'name', 'yaml']

/** Reads `-o`; undefined for the table. `tables`: whether the verb has tables and columns at all. Throws KubectlFailure. */
export function readFormat(call: Call, tables = false): OutputFormat | undefined {
  const template = call.line.value('template')
  const text = call.line.value('output') ?? (template === undefined ? '' : 'go-template')
  if (text === '' || (tables && text === 'wide')) return undefined
  const [style = '', ...rest] = text.split('=')
  const argument = rest.join('=') || (template ?? '')
  const known = [...templateStyles, ...pathStyles, ...plainStyles, ...(tables ? columnStyles : [])]
  if (!known.includes(style) || (plainStyles.includes(style) && rest.length > 0))
    throw new KubectlFailure(
      `error: unable to match a printer suitable for the output format "${text}", allowed formats are: ${[...known, ...(tables ? ['wide'] : [])].sort().join(',')}`,
    )
  if (argument === '' && columnStyles.includes(style))
    throw new KubectlFailure(`error: custom-columns format specified but no custom columns given`)
  if (argument === '' && !plainStyles.includes(style))
    throw new KubectlFailure('error: template format specified but no template given')
  return { style, argument }
}

/** An object, or a list of them, in a style that has a template. */
export function filledTemplate(call: Call, format: OutputFormat, value: object): string {
  const { style } = format
  const template = argumentOf(call, format)
  const allowMissing = call.line.is('allow-missing-template-keys', true)
  if (style.startsWith('go-template') || style.startsWith('template'))
    return goTemplate(template, value)
  if (style !== 'jsonpath-as-json') return renderJsonPath(template, value, allowMissing)
  return `${JSON.stringify(selectByTemplate(template, value, allowMissing), null, 4)}\n`
}

/** A table of columns that were asked for. */
export function filledColumns(call: Call, format: OutputFormat, value: object): string {
  const text = argumentOf(call, format)
  const spec = format.style === 'custom-columns' ? text : columnsOfFile(text)
  const { items = [value] } = value as { items?: object[] }
  return customColumns(spec, items as never, !call.line.is('no-headers'))
}

export const isColumns = ({ style }: OutputFormat): boolean => columnStyles.includes(style)

function argumentOf({ context: { cwd, fs } }: Call, { style, argument }: OutputFormat): string {
  if (!style.endsWith('file')) return argument
  const path = argument.startsWith('/') ? argument : `${cwd}/${argument}`
  if (fs.exists(path)) return fs.readText(path)
  throw new KubectlFailure(
    `error: error reading --template ${argument}, open ${argument}: no such file or directory\n`,
  )
}

function goTemplate(template: string, value: object): string {
  try {
    return renderTemplate(template, value, { name: 'output', missingKey: 'nothing' })
  } catch (error) {
    if (!(error instanceof TemplateError)) throw error
    throw new KubectlFailure(
      `error: error ${error.stage === 'parse' ? 'parsing' : 'executing'} template ${template}, ${error.message}`,
    )
  }
}
