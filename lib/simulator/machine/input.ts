import { UsageError } from './commands/options'
import type { Machine } from './machine'
import { parseScript } from '../shell/syntax'

interface Node {
  readonly type?: string
  readonly [key: string]: unknown
}

/** `maybe`: it calls functions of a file that it sources, which may read or not. */
export type Reading = 'yes' | 'maybe' | 'no'

/**
 * Whether a script reads its standard input, told from its text: only then is the input waited for. Clients
 * that send none often don't end it, and a loop around `sudo x` must not lose its own.
 */
export const readsInput = (script: string, machine: Machine): Reading => {
  if (textReads(script, machine, 0)) return 'yes'
  return sources(script) ? 'maybe' : 'no'
}

const sources = (script: string): boolean => /(^|[\n;&|{(]|then|do)\s*(\.|source)\s/.test(script)

const textReads = (script: string, machine: Machine, depth: number): boolean => {
  return depth < 5 && reads(treeOf(script), machine, depth)
}

/** A script that can't be read does nothing. */
const treeOf = (script: string): unknown => {
  try {
    return parseScript(script)
  } catch {
    return undefined
  }
}

const reads = (node: unknown, machine: Machine, depth: number): boolean => {
  if (Array.isArray(node)) return node.some((child) => reads(child, machine, depth))
  if (typeof node !== 'object' || node === null) return false
  const known = node as Node
  if (isFed(known)) return false
  if (known.type === 'Pipeline') return reads((known['commands'] as unknown[])[0], machine, depth)
  if (known.type === 'SimpleCommand' && commandReads(wordsOf(known), machine, depth)) return true
  return Object.values(known).some((child) => reads(child, machine, depth))
}

/** Its input comes from a file or a here-document. */
const isFed = (node: Node): boolean =>
  ((node['redirections'] as Node[] | undefined) ?? []).some(
    (redirection) =>
      String(redirection['operator']).startsWith('<') && (redirection['fd'] ?? 0) === 0,
  )

const wordsOf = (node: Node): string[] =>
  [node['name'], ...((node['args'] as unknown[]) ?? [])].filter(Boolean).map(textOf)

/** A word's text as far as it is written out; what only running can tell is left away. */
const textOf = (word: unknown): string => {
  const { parts, value } = word as { parts?: unknown[]; value?: string }
  return parts ? parts.map(textOf).join('') : (value ?? '')
}

interface Usage {
  /** How many operands come before the files, or before the command that is run. */
  readonly before: number
  /** Letters of options that take a value. */
  readonly values: string
}

const usage = (before = 0, values = ''): Usage => ({ before, values })

/** These read their input when no file is named. */
const filters: Readonly<Record<string, Usage>> = {
  cat: usage(),
  head: usage(0, 'nc'),
  tail: usage(0, 'nc'),
  wc: usage(),
  sort: usage(0, 'ktoS'),
  uniq: usage(0, 'fsw'),
  cut: usage(0, 'dfcb'),
  tac: usage(),
  rev: usage(),
  nl: usage(0, 'bnsw'),
  fold: usage(0, 'w'),
  od: usage(0, 'tANj'),
  base64: usage(0, 'w'),
  md5sum: usage(),
  sha1sum: usage(),
  sha256sum: usage(),
  grep: usage(1, 'mABCef'),
  egrep: usage(1, 'mABCef'),
  fgrep: usage(1, 'mABCef'),
  sed: usage(1, 'ef'),
  awk: usage(1, 'Fvf'),
  jq: usage(1),
}

const always = new Set(['tee', 'read', 'mapfile', 'readarray', 'xargs', 'tr'])

/** These run another command. */
const runners: Readonly<Record<string, Usage>> = {
  sudo: usage(0, 'ugpCDhUrt'),
  nohup: usage(),
  setsid: usage(),
  env: usage(0, 'uC'),
  nice: usage(0, 'n'),
  command: usage(),
  exec: usage(0, 'a'),
  timeout: usage(1, 'ks'),
  flock: usage(1, 'wE'),
}

const commandReads = (
  [name = '', ...args]: readonly string[],
  machine: Machine,
  depth: number,
): boolean => {
  const base = name.replace(/^.*\//, '')
  if (always.has(base) || args.includes('/dev/stdin')) return true
  if (declaredByCommand(base, args, machine)) return true
  if (['sh', 'bash', 'dash', 'su'].includes(base)) return shellReads(args, machine, depth)
  const filter = filters[base]
  if (filter) return args.includes('-') || filterReads(filter, args)
  const runner = runners[base]
  if (!runner) return false
  const rest = operandsOf(args, runner.values).filter((arg) => !/^\w+=/.test(arg))
  return commandReads(rest.slice(runner.before), machine, depth + 1)
}

const filterReads = ({ before, values }: Usage, args: readonly string[]): boolean => {
  const programGiven = before > 0 && args.some((arg) => /^-[ef]/.test(arg))
  return operandsOf(args, values).length <= before - (programGiven ? 1 : 0)
}

const declaredByCommand = (name: string, args: readonly string[], machine: Machine): boolean => {
  try {
    return machine.command(name)?.readStdin?.(args) ?? false
  } catch (error) {
    if (error instanceof UsageError) return false
    throw error
  }
}

const shellReads = (args: readonly string[], machine: Machine, depth: number): boolean => {
  const flag = args.findIndex((arg) => /^-\w*c$/.test(arg))
  if (flag >= 0) return textReads(args[flag + 1] ?? '', machine, depth + 1)
  const [file] = operandsOf(args)
  if (!file || !machine.fs.exists(file)) return false
  return textReads(machine.fs.readText(file), machine, depth + 1)
}

/** From the first operand on: options, and the values they take, are passed over. */
const operandsOf = (args: readonly string[], values = ''): readonly string[] => {
  for (let index = 0; index < args.length; index++) {
    const arg = args[index] ?? ''
    if (arg === '--') return args.slice(index + 1)
    if (!arg.startsWith('-') || arg === '-') return args.slice(index)
    if (/^-\w+$/.test(arg) && values.includes(arg.slice(-1))) index++
  }
  return []
}
