import { parseOptions } from '../../machine/commands/options'
import type { Interpreter } from '../run/interpreter'
import { settled, type Steps } from '../steps'
import { textOf } from '../text'
import { type Builtin, refuse } from './builtin'

interface Wish {
  raw: boolean
  delimiter: string
  most: number | undefined
  array: string | undefined
  fd: number
  names: readonly string[]
}

const wishOf = (args: readonly string[]): Wish | string => {
  const wish: Wish = {
    raw: false,
    delimiter: '\n',
    most: undefined,
    array: undefined,
    fd: 0,
    names: [],
  }
  let index = 0
  for (; index < args.length; index++) {
    const arg = args[index] ?? ''
    if (arg === '--' || !/^-./.test(arg)) break
    for (let at = 1; at < arg.length; at++) {
      const letter = arg[at] ?? ''
      if ('rse'.includes(letter)) {
        wish.raw ||= letter === 'r'
        continue
      }
      if (!'dnNatupi'.includes(letter)) return `-${letter}: invalid option`
      const value = arg.slice(at + 1) || (args[++index] ?? '')
      if (letter === 'd') wish.delimiter = value.slice(0, 1) || '\0'
      if (letter === 'n' || letter === 'N') wish.most = Number(value)
      if (letter === 'a') wish.array = value
      if (letter === 'u') wish.fd = Number(value)
      break
    }
  }
  wish.names = args.slice(args[index] === '--' ? index + 1 : index)
  return wish
}

export const read: Builtin = function* (args, shell): Steps<number> {
  const wish = wishOf(args)
  const strange = args.find((arg) => isDash(shell) && /^-[^pr-]/.test(arg))
  if (strange) return refuse(shell, 'read', `Illegal option -${strange[1]}`, 2)
  if (typeof wish === 'string') return refuse(shell, 'read', wish, 2)
  const { line, complete } = yield* nextLine(wish, shell)
  const ifs = shell.state.variables.text('IFS') ?? ' \t\n'
  if (wish.array !== undefined) {
    const fields = split(line, ifs, Infinity, wish.raw)
    shell.state.variables.setElements(wish.array, new Map(fields.entries()))
  } else if (wish.names.length === 0)
    shell.state.variables.set('REPLY', unescapedLine(line, wish.raw))
  else {
    const fields = split(line, ifs, wish.names.length, wish.raw)
    for (const [index, name] of wish.names.entries()) shell.words.assign(name, fields[index] ?? '')
  }
  return complete ? 0 : 1
}

/** Without `-r` a backslash at the end continues a line. */
function* nextLine(
  { raw, delimiter, most, fd }: Wish,
  shell: Interpreter,
): Steps<{ line: string; complete: boolean }> {
  const input = shell.state.descriptors.get(fd)
  const code = delimiter.charCodeAt(0)
  let line = ''
  for (;;) {
    const coming = input?.available(code, most)
    if (coming) yield* settled(coming)
    const come = textOf(input?.readUntil(code, most) ?? Buffer.alloc(0))
    const piece = isKernelNumber(come, input?.path) && isDash(shell) ? come.slice(0, 1) : come
    const complete = piece.endsWith(delimiter)
    line += complete ? piece.slice(0, -1) : piece
    if (raw || !complete || !/(^|[^\\])(\\\\)*\\$/.test(line))
      return { line, complete: complete || (most !== undefined && piece.length === most) }
    line = line.slice(0, -1)
  }
}

const isDash = (shell: Interpreter): boolean => shell.state.dialect === 'dash'

/** The kernel tells a number below /proc/sys in one read and nothing in the next; dash reads byte by byte. */
const isKernelNumber = (text: string, path = ''): boolean =>
  path.startsWith('/proc/sys/') && /^-?\d+(\s+-?\d+)*\n$/.test(text)

const unescapedLine = (text: string, raw: boolean): string =>
  raw ? text : text.replace(/\\(.)/gs, '$1')

/** The last of `most` fields takes all that is left, without white space around it. */
const split = (line: string, ifs: string, most: number, raw: boolean): string[] => {
  const space = [...ifs].filter((char) => /\s/.test(char)).join('')
  const fields: string[] = []
  let rest = trimStart(line, space)
  while (fields.length < most - 1 && rest !== '') {
    const { field, after } = firstField(rest, ifs, space, raw)
    fields.push(unescapedLine(field, raw))
    rest = after
  }
  if (rest === '') return fields
  if (most === Infinity) return fields
  fields.push(unescapedLine(lastField(rest, ifs, space, raw), raw))
  return fields
}

const firstField = (
  text: string,
  ifs: string,
  space: string,
  raw: boolean,
): { field: string; after: string } => {
  let end = 0
  while (end < text.length && !ifs.includes(text[end] ?? ''))
    end += !raw && text[end] === '\\' ? 2 : 1
  const after = trimStart(text.slice(end), space)
  const isDelimiter =
    after !== '' && ifs.includes(after[0] ?? '') && !space.includes(after[0] ?? '')
  return {
    field: text.slice(0, end),
    after: isDelimiter ? trimStart(after.slice(1), space) : after,
  }
}

/** One delimiter at its very end, with nothing behind it, goes as well. */
const lastField = (text: string, ifs: string, space: string, raw: boolean): string => {
  const { field, after } = firstField(text, ifs, space, raw)
  return after === '' ? field : trimEnd(text, space)
}

const trimStart = (text: string, chars: string): string => {
  let start = 0
  while (start < text.length && chars.includes(text[start] ?? '')) start++
  return text.slice(start)
}

const trimEnd = (text: string, chars: string): string => {
  let end = text.length
  while (end > 0 && chars.includes(text[end - 1] ?? '')) end--
  return text.slice(0, end)
}

export const mapfile: Builtin = function* (args, shell): Steps<number> {
  const { has, value, operands } = parseOptions('mapfile', args, { flags: 't', values: 'dnsOuCc' })
  const name = operands[0] ?? 'MAPFILE'
  const { stdin } = shell.state.descriptors
  if (stdin.complete) yield* settled(stdin.complete)
  const delimiter = value('d') === undefined ? '\n' : value('d')?.charAt(0) || '\0'
  const [skip, most, first] = [value('s'), value('n'), value('O')].map((text) =>
    Number(text ?? 0),
  ) as [number, number, number]
  const parts = textOf(stdin.readAll()).split(delimiter)
  const rest = parts.pop() ?? ''
  const lines = parts.map((part) => (has('t') ? part : part + delimiter))
  const all = (rest === '' ? lines : [...lines, rest]).slice(
    skip,
    most > 0 ? skip + most : undefined,
  )
  shell.state.variables.setElements(name, new Map(all.map((line, index) => [first + index, line])))
  return 0
}
