import type { Stat } from '../../file-system/inode'
import { formatDate } from './date-format'
import type { Options } from './options'

/** A name, with what `-F` and `-p` put behind it. */
export const suffixed = (
  { name: own, stat }: { readonly name: string; readonly stat: Stat },
  options: Options,
): string => {
  const name = quotedName(own, options)
  if (stat.kind === 'directory' && (options.has('F') || options.has('p'))) return `${name}/`
  if (!options.has('F') || options.has('l')) return name
  return stat.kind === 'symlink'
    ? `${name}@`
    : stat.kind === 'file' && (stat.mode & 0o111) !== 0
      ? `${name}*`
      : name
}

const quotedName = (name: string, options: Options): string => {
  const style = options.value('quoting-style')
  if (options.has('Q') || style === 'c')
    return `"${name.replace(/[\\"]/g, '\\$&').replace(/\n/g, '\\n').replace(/\t/g, '\\t')}"`
  if (options.has('b') || style === 'escape')
    return name.replace(/[\\ ]/g, '\\$&').replace(/\n/g, '\\n').replace(/\t/g, '\\t')
  if (style?.startsWith('shell') && !/^[\w@%+=:,./-]+$/.test(name))
    return name.includes("'") ? `"${name}"` : `'${name}'`
  return name
}

const sixMonths = 183 * 86_400_000

/** When it was changed, in the style that was asked for. */
export const timeText = (ms: number, options: Options): string => {
  const style = options.has('y') ? 'full-iso' : options.value('time-style')
  if (style?.startsWith('+')) return formatDate(style.slice(1), ms)
  if (style === 'full-iso') return formatDate('%Y-%m-%d %H:%M:%S.%N %z', ms)
  if (style === 'long-iso') return formatDate('%Y-%m-%d %H:%M', ms)
  return shortTime(ms)
}

/** With the time of day of the last half year, with the year of what is older. */
export const shortTime = (ms: number): string => {
  const date = new Date(ms)
  const month = date.toUTCString().slice(8, 11)
  const day = String(date.getUTCDate()).padStart(2)
  const recent = Math.abs(Date.now() - ms) < sixMonths
  return `${month} ${day} ${recent ? date.toISOString().slice(11, 16) : String(date.getUTCFullYear()).padStart(5)}`
}

/** A size in the largest unit that it fills, rounded up. */
export const human = (size: number): string => {
  if (size < 1024) return String(size)
  const units = ['K', 'M', 'G', 'T']
  let value = size / 1024
  let index = 0
  while (value >= 1024 && index < units.length - 1) {
    value /= 1024
    index++
  }
  const rounded = value < 10 ? (Math.ceil(value * 10) / 10).toFixed(1) : String(Math.ceil(value))
  return `${rounded}${units[index]}`
}
