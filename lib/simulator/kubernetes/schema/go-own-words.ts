import { goJsonType } from '../json/json-mistake'
import { type Json } from '../json/json'
import { type Scalar } from './go-types'

const ownForms = ['time', 'microTime', 'quantity', 'intOrString'] as const

/** Whether Go's type reads its JSON itself. */
export const hasOwnForm = (name: Scalar['name']): name is (typeof ownForms)[number] =>
  (ownForms as readonly string[]).includes(name)

/** What times, quantities and numbers-or-texts say themselves of JSON that they can't be. */
export function ownWords(name: Scalar['name'], value: Json): string {
  if (name === 'quantity' && /^[-+]?[\d.]*[eEinumkKMGTP]+[-+]?\d*$/.test(asText(value)))
    return "unable to parse quantity's suffix"
  if (name === 'quantity')
    return "quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'"
  const isTime = name === 'time' || name === 'microTime'
  if (isTime && typeof value === 'string') return timeComplaint(value, name)
  const type = isTime ? 'string' : 'int32'
  return `json: cannot unmarshal ${goJsonType(value)} into Go value of type ${type}`
}

const asText = (value: Json): string => (typeof value === 'string' ? value : '')

const timeParts = ['2006', '-', '01', '-', '02', 'T', '15', ':', '04', ':', '05', 'Z07:00']
const microTimeParts = timeParts.toSpliced(-1, 0, '.000000')

/** Which part of a time could not be read. */
function timeComplaint(text: string, name: 'time' | 'microTime'): string {
  const parts = name === 'time' ? timeParts : microTimeParts
  const layout = parts.join('')
  let rest = text
  for (const part of parts) {
    const form = part.startsWith('Z')
      ? /^(Z|[-+]\d\d:\d\d)/
      : new RegExp(`^${part.replace('.', '\\.').replace(/\d/g, '\\d')}`)
    const found = form.exec(rest)
    if (!found)
      return `parsing time ${JSON.stringify(text)} as ${JSON.stringify(layout)}: cannot parse ${JSON.stringify(rest)} as ${JSON.stringify(part)}`
    rest = rest.slice(found[0].length)
    if (part === '05' && name === 'time') rest = rest.replace(/^\.\d+/, '')
  }
  return `parsing time ${JSON.stringify(text)}: extra text: ${JSON.stringify(rest)}`
}
