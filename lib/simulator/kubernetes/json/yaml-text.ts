import { type Json, isJsonObject } from './json'

/** A value as Go's YAML writes it: keys in order, lists not indented, long texts folded, and quoted where they must be. */
export const yamlText = (value: Json): string => `${block(value, '').replace(/^\n/, '')}\n`

const widest = 80

function block(value: Json, indent: string): string {
  if (Array.isArray(value) && value.length > 0)
    return value.map((item) => `\n${indent}- ${nested(item, indent)}`).join('')
  if (isJsonObject(value) && Object.keys(value).length > 0)
    return Object.keys(value)
      .sort(inGoOrder)
      .map((key) => `\n${indent}${scalar(key)}:${valueOf(value[key]!, indent, scalar(key))}`)
      .join('')
  return scalar(value)
}

/** What stands in a list begins beside its dash. */
const nested = (item: Json, indent: string): string =>
  isBlock(item)
    ? block(item, `${indent}  `).replace(/^\n\s*/, '')
    : typeof item === 'string'
      ? text(item, `${indent}  `, indent.length + 2)
      : scalar(item)

function valueOf(value: Json, indent: string, key: string): string {
  if (Array.isArray(value) && value.length > 0) return block(value, indent)
  if (isBlock(value)) return block(value, `${indent}  `)
  if (typeof value !== 'string') return ` ${scalar(value)}`
  return ` ${text(value, `${indent}  `, indent.length + key.length + 2)}`
}

const isBlock = (value: Json): boolean =>
  typeof value === 'object' && value !== null && Object.keys(value).length > 0

const scalar = (value: Json): string =>
  typeof value === 'string' ? quoted(value) : JSON.stringify(value)

/** A text that begins in this column; its further lines have this indent. */
function text(value: string, indent: string, column: number): string {
  if (value.includes('\n') && !/[^\n\t\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd]/.test(value))
    return literal(value, indent)
  return folded(quoted(value), indent, column)
}

function literal(value: string, indent: string): string {
  const [ended = ''] = /\n*$/.exec(value) ?? []
  const keeping = ended === '' ? '-' : ended === '\n' ? '' : '+'
  const hint = /^[ \n]/.test(value) ? '2' : ''
  const lines = (ended === '' ? value : value.slice(0, -1)).split('\n')
  return [`|${hint}${keeping}`, ...lines.map((line) => line && `${indent}${line}`)].join('\n')
}

/** Lines end at the first space after the margin; where two spaces meet they can't. */
function folded(value: string, indent: string, column: number): string {
  let width = column
  return value.replaceAll(/[^]/g, (sign, at: number) => {
    const isEnd = at === 0 || at === value.length - 1
    const isSingle = sign === ' ' && value[at - 1] !== ' ' && value[at + 1] !== ' '
    const breaks = isSingle && !isEnd && width > widest
    width = breaks ? indent.length : width + 1
    return breaks ? `\n${indent}` : sign
  })
}

function quoted(value: string): string {
  if (isOfAnotherType(value) || /[^\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd]/.test(value))
    return JSON.stringify(value)
  return isPlain(value) ? value : `'${value.replaceAll("'", "''")}'`
}

/** YAML 1.1 would read it as something else than a text. */
const isOfAnotherType = (value: string): boolean =>
  /^(|~|null|Null|NULL|<<|y|Y|yes|Yes|YES|on|On|ON|n|N|no|No|NO|off|Off|OFF|true|True|TRUE|false|False|FALSE|[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN))$/.test(
    value,
  ) ||
  /^[-+]?(0b[01_]+|0o?[0-7_]+|0x[\da-fA-F_]+|\d[\d_]*)$/.test(value) ||
  /^[-+]?(\.\d+|\d+(\.\d*)?)([eE][-+]?\d+)?$/.test(value) ||
  /^[-+]?\d[\d_]*(:[0-5]?\d)+(\.\d*)?$/.test(value) ||
  /^\d{4}-\d\d?-\d\d?([Tt ].*)?$/.test(value)

const isPlain = (value: string): boolean =>
  !/^[\s#,[\]{}&*!|>'"%@`]|^[-?:](\s|$)|^(---|\.\.\.)|:(\s|$)|\s#|\s$/.test(value)

/** By letters, but numbers in the names by their size. */
function inGoOrder(a: string, b: string): number {
  const theirs = partsOf(b)
  for (const [at, part] of partsOf(a).entries()) {
    const other = theirs[at]
    if (other === undefined) return 1
    if (part === other) continue
    if (/\d/.test(part) && /\d/.test(other)) return Number(part) - Number(other)
    const [isLetter, otherIsLetter] = [/\p{L}/u.test(part), /\p{L}/u.test(other)]
    if (isLetter !== otherIsLetter) return isLetter ? 1 : -1
    return part < other ? -1 : 1
  }
  return -1
}

const partsOf = (key: string): readonly string[] => key.match(/\d+|\D/g) ?? []
