import { reasonOf } from '../../../file-system/file-system-error'
import { absolute } from '../../../file-system/paths'
import type { ShellContext } from '../../types'
import { readInput } from '../inputs'
import type { Tool, ToolOutput } from '../tool'

interface Call {
  readonly flags: ReadonlySet<string>
  readonly numbers: ReadonlyMap<string, number>
  readonly files: readonly string[]
}

const usage = `Usage:
       xxd [options] [infile [outfile]]
    or
       xxd -r [-s [-]offset] [-c cols] [-ps] [infile [outfile]]
`

/** `xxd [-p|-r|-u|-i] [-l N] [-s N] [-c N] [-g N] [IN [OUT]]`. */
export const xxd: Tool = async (args, context) => {
  const call = read(args)
  if (call === undefined) return { stderr: usage, exitCode: 1 }
  const [name = '-', out] = call.files
  if (name === '-' && (call.numbers.get('s') ?? 0) < 0)
    return { stderr: 'xxd: Sorry, cannot seek.\n', exitCode: 4 }
  try {
    const bytes = await readInput(name, context)
    return written(call.flags.has('r') ? reverted(bytes, call) : dumped(bytes, call), out, context)
  } catch (error) {
    return { stderr: `xxd: ${name}: ${reasonOf(error)}\n`, exitCode: 2 }
  }
}

function written(bytes: Buffer, out: string | undefined, { fs, cwd }: ShellContext): ToolOutput {
  if (out === undefined || out === '-') return { stdout: bytes }
  fs.write(absolute(cwd, out), bytes)
  return {}
}

function read(args: readonly string[]): Call | undefined {
  const flags = new Set<string>()
  const numbers = new Map<string, number>()
  const files: string[] = []
  const rest = [...args]
  while (rest.length > 0) {
    const arg = rest.shift() ?? ''
    const option = /^-(ps?|plain|r|u|i|b|E|a|e|l|s|c|g|len|seek|cols)(.*)$/.exec(arg)
    if (!option || arg === '-') {
      if (/^-./.test(arg)) return undefined
      files.push(arg)
      continue
    }
    const letter = (option[1] ?? '').charAt(0)
    if (!'lscg'.includes(letter) || option[1] === 'ps') {
      if ('bEae'.includes(letter)) return undefined
      flags.add(letter)
      continue
    }
    const number = Number(option[2] === '' ? rest.shift() : option[2])
    if (!Number.isInteger(number)) return undefined
    numbers.set(letter, number)
  }
  return { flags, numbers, files }
}

function dumped(bytes: Buffer, { flags, numbers }: Call): Buffer {
  const seek = numbers.get('s') ?? 0
  const start = seek < 0 ? Math.max(bytes.length + seek, 0) : seek
  const shown = bytes.subarray(start, start + (numbers.get('l') ?? Infinity))
  const hex = (part: Buffer): string =>
    flags.has('u') ? part.toString('hex').toUpperCase() : part.toString('hex')
  const columns = numbers.get('c') ?? (flags.has('p') ? 30 : flags.has('i') ? 12 : 16)
  const lines: string[] = []
  for (let at = 0; at < shown.length; at += columns) {
    const part = shown.subarray(at, at + columns)
    if (flags.has('p')) lines.push(hex(part))
    else if (flags.has('i'))
      lines.push(`  ${[...part].map((byte) => `0x${hex(Buffer.of(byte))}`).join(', ')}`)
    else lines.push(row(start + at, hex(part), part, columns, numbers.get('g') ?? 2))
  }
  const between = flags.has('i') ? ',\n' : '\n'
  return Buffer.from(lines.length > 0 ? `${lines.join(between)}\n` : '', 'latin1')
}

function row(at: number, hex: string, part: Buffer, columns: number, group: number): string {
  const size = group > 0 ? group : columns
  const groups = hex.match(new RegExp(`.{1,${size * 2}}`, 'g')) ?? []
  const width = columns * 2 + Math.ceil(columns / size) - 1
  const text = part.toString('latin1').replace(/[^\x20-\x7e]/g, '.')
  return `${at.toString(16).padStart(8, '0')}: ${groups.join(' ').padEnd(width)}  ${text}`
}

/** Plain digits, or a dump's: what stands behind the two blanks is its text. */
function reverted(bytes: Buffer, { flags }: Call): Buffer {
  const text = bytes.toString('latin1')
  if (flags.has('p')) return Buffer.from(text.replace(/[^0-9a-fA-F]/g, ''), 'hex')
  const parts: Buffer[] = []
  for (const line of text.split('\n')) {
    const [, digits = ''] = /^[0-9a-fA-F]+:((?: ?[0-9a-fA-F]{2})*)/.exec(line) ?? []
    parts.push(Buffer.from(digits.replace(/ /g, ''), 'hex'))
  }
  return Buffer.concat(parts)
}
