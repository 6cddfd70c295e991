import { constants } from 'node:os'
import type { FileSystemError } from '../file-system/file-system-error'

/** Python's repr of a string: single quotes, unless only those occur in it. */
export function reprString(text: string): string {
  const escaped = text.replace(/\\/g, '\\\\').replace(/\n/g, '\\n').replace(/\t/g, '\\t')
  if (escaped.includes("'") && !escaped.includes('"')) return `"${escaped}"`
  return `'${escaped.replace(/'/g, "\\'")}'`
}

/** `{'ip': '10.250.0.1', 'port': '6443'}` */
export const reprDict = (fields: Readonly<Record<string, string>>): string =>
  `{${Object.entries(fields)
    .map(([key, value]) => `${reprString(key)}: ${reprString(value)}`)
    .join(', ')}}`

/** `['a', 'b']` */
export const reprList = (values: readonly string[]): string =>
  `[${values.map(reprString).join(', ')}]`

/** A tuple of pairs: `(('ip', '10.250.0.1'),)`, `()`. */
export function reprPairs(fields: Readonly<Record<string, string>>): string {
  const pairs = Object.entries(fields).map(
    ([key, value]) => `(${reprString(key)}, ${reprString(value)})`,
  )
  return pairs.length === 1 ? `(${pairs[0]},)` : `(${pairs.join(', ')})`
}

/** `True` or `False` */
export const pythonBoolean = (value: boolean): string => (value ? 'True' : 'False')

/** `2026-11-23 08:20:33.216471`, UTC, of milliseconds since the epoch. */
export const pythonDateTime = (ms: number): string => {
  const whole = new Date(Math.floor(ms)).toISOString().slice(0, 23).replace('T', ' ')
  return `${whole}${String(Math.floor((ms % 1) * 1000)).padStart(3, '0')}`
}

/** `2026-11-23 08:20:33`, UTC. */
export const pythonSeconds = (ms: number): string => pythonDateTime(ms).slice(0, 19)

/** What Python says of a system call that failed: `[Errno 30] Read-only file system: '/etc/x'`. */
export const osError = ({ code, reason, path }: FileSystemError): string =>
  `[Errno ${constants.errno[code]}] ${reason}: ${reprString(path)}`

/** As `json.dumps` writes it: ASCII only, and blanks after commas and colons. */
export const jsonDumps = (value: unknown, indent?: number): string => {
  const text = indent === undefined ? inOneLine(value) : JSON.stringify(value, null, indent)
  return text.replace(
    /[\x7f-\uffff]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
}

const inOneLine = (value: unknown): string => {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null'
  if (Array.isArray(value)) return `[${value.map(inOneLine).join(', ')}]`
  const entries = Object.entries(value).map(
    ([key, each]) => `${JSON.stringify(key)}: ${inOneLine(each)}`,
  )
  return `{${entries.join(', ')}}`
}
