import { parseOptions } from '../../machine/commands/options'
import type { Interpreter } from '../run/interpreter'
import { settled, type Steps } from '../steps'
import { textOf } from '../text'
import { FatalError } from '../control-flow'
import { type Builtin, refuse, refuseOption } from './builtin'

interface Wish {
  raw: boolean
  delimiter: string
  most: number | undefined
  /** `-N`: so many characters, whatever they are, in one variable. */
  exactly: boolean
  array: string | undefined
  fd: number
  seconds: number | undefined
  names: readonly string[]
}

const wishOf = (args: readonly string[]): Wish | string => {
  const wish: Wish = {
    raw: false,
    delimiter: '\n',
    most: undefined,
    exactly: false,
    array: undefined,
    fd: 0,
    seconds: undefined,
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
      if (!'dnNatupi'.includes(letter)) return `-${letter}`
      const wrong = take(wish, letter, arg.slice(at + 1) || (args[++index] ?? ''))
      if (wrong !== undefined) return wrong
      break
    }
  }
  wish.names = args.slice(args[index] === '--' ? index + 1 : index)
  return wish
}

/** The answer is what is wrong with the value of an option. */
const take = (wish: Wish, letter: string, value: string): string | undefined => {
  switch (letter) {
    case 'd':
      wish.delimiter = value.slice(0, 1) || '\0'
      return undefined
    case 'n':
    case 'N':
      if (!/^\d+$/.test(value)) return `${value}: invalid number`
      wish.most = Number(value)
      wish.exactly = letter === 'N'
      return undefined
    case 't':
      if (!/^(\d+\.?\d*|\.\d+)$/.test(value)) return `${value}: invalid timeout specification`
      wish.seconds = Number(value)
      return undefined
    case 'u':
      if (!/^\d+$/.test(value)) return `${value}: invalid file descriptor specification`
      wish.fd = Number(value)
      return undefined
    case 'a':
      wish.array = value
  }
  return undefined
}

export const read: Builtin = function* (args, shell): Steps<number> {
  const strange = args.find((arg) => isDash(shell) && /^-[^pr-]/.test(arg))
  if (strange) return refuse(shell, 'read', `Illegal option -${strange[1]}`, 2)
  const wish = wishOf(args)
  if (typeof wish === 'string')
    return wish.startsWith('-') ? refuseOption(shell, 'read', wish) : refuse(shell, 'read', wish)
  const wrongName = wish.names.find((name) => !/^[A-Za-z_]\w*(\[.*\])?$/.test(name))
  if (wrongName !== undefined && isDash(shell))
    throw new FatalError(`read: ${wrongName}: bad variable name`, 2)
  if (wrongName !== undefined)
    return refuse(shell, 'read', `\`${wrongName}': not a valid identifier`)
  if (!shell.state.descriptors.get(wish.fd) && !isDash(shell))
    return refuse(shell, 'read', `${wish.fd}: invalid file descriptor: Bad file descriptor`)
  return yield* taken(wish, shell)
}

function* taken(wish: Wish, shell: Interpreter): Steps<number> {
  if (wish.seconds === 0) return isReady(wish, shell) ? 0 : 1
  const { line, complete, late } = yield* nextLine(wish, shell)
  const ifs = shell.state.variables.text('IFS') ?? ' \t\n'
  const { names, array, raw } = wish
  if (array !== undefined) {
    const fields = split(line, ifs, Infinity, raw)
    shell.state.variables.setElements(array, new Map(fields.entries()))
  } else if (names.length === 0) shell.state.variables.set('REPLY', unescapedLine(line, raw))
  else {
    const fields = wish.exactly ? [unescapedLine(line, raw)] : split(line, ifs, names.length, raw)
    for (const [index, name] of names.entries()) shell.words.assign(name, fields[index] ?? '')
  }
  return late ? 142 : complete ? 0 : 1
}

const isReady = ({ fd, delimiter }: Wish, { state }: Interpreter): boolean =>
  state.descriptors.get(fd)?.available(delimiter.charCodeAt(0), 1) === undefined

/** Resolves to true when it took longer. */
const within = async (seconds: number, coming: Promise<void>): Promise<boolean> => {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<boolean>((resolve) => {
    timer = setTimeout(resolve, seconds * 1000, true)
  })
  try {
    return await Promise.race([coming.then(() => false), late])
  } finally {
    clearTimeout(timer)
  }
}

/** No byte of any text, for what ends at no delimiter. */
const neverThere = 0xff

/** Without `-r` a backslash at the end continues a line. */
function* nextLine(
  { raw, delimiter, most, exactly, fd, seconds }: Wish,
  shell: Interpreter,
): Steps<{ line: string; complete: boolean; late?: boolean }> {
  const input = shell.state.descriptors.get(fd)
  const code = exactly ? neverThere : delimiter.charCodeAt(0)
  let line = ''
  for (;;) {
    const coming = input?.available(code, most)
    if (coming && seconds !== undefined) {
      if (yield* settled(within(seconds, coming))) return { line, complete: false, late: true }
    } else if (coming) yield* settled(coming)
    const come = textOf(input?.readUntil(code, most) ?? Buffer.alloc(0))
    const piece = isKernelNumber(come, input?.path) && isDash(shell) ? come.slice(0, 1) : come
    const complete = !exactly && piece.endsWith(delimiter)
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
