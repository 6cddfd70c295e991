import { parseScript } from './bash'
import type { Machine } from './machine'
import { UsageError } from './commands/options'

interface Node {
  readonly type?: string
  readonly [key: string]: unknown
}

/**
 * Whether a script reads its standard input, told from its text: only then is the input waited for. Clients
 * that send none often don't end it, and a loop around `sudo x` must not lose its own.
 */
export const readsInput = (script: string, machine: Machine, depth = 0): boolean => {
  const ast = parseScript(script)
  return ast !== undefined && depth < 5 && reads(ast as unknown as Node, machine, depth)
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
    (redirection) => String(redirection['operator']).startsWith('<') && (redirection['fd'] ?? 0) === 0,
  )

const wordsOf = (node: Node): string[] => [node['name'], ...((node['args'] as unknown[]) ?? [])].filter(Boolean).map(textOf)

/** A word's text as far as it is written out; what only running can tell is left away. */
const textOf = (word: unknown): string => {
  const { parts, value } = word as { parts?: unknown[]; value?: string }
  return parts ? parts.map(textOf).join('') : (value ?? '')
}

/** These read when no file is named; the number is how many operands come before the files. */
const filters: Readonly<Record<string, number>> = {
  cat: 0, head: 0, tail: 0, wc: 0, sort: 0, uniq: 0, cut: 0, tac: 0, rev: 0, od: 0, base64: 0, md5sum: 0,
  sha1sum: 0, sha256sum: 0, nl: 0, fold: 0, grep: 1, egrep: 1, fgrep: 1, sed: 1, awk: 1, jq: 1,
}
const always = new Set(['tee', 'read', 'mapfile', 'readarray', 'xargs', 'tr'])
/** These run another command, after so many operands of their own. */
const runners: Readonly<Record<string, number>> = { sudo: 0, nohup: 0, setsid: 0, env: 0, nice: 0, command: 0, exec: 0, timeout: 1, flock: 1 }

const commandReads = ([name = '', ...args]: readonly string[], machine: Machine, depth: number): boolean => {
  const base = name.replace(/^.*\//, '')
  if (always.has(base) || args.includes('/dev/stdin')) return true
  if (declaredByCommand(base, args, machine)) return true
  if (['sh', 'bash', 'dash', 'su'].includes(base)) return shellReads(args, machine, depth)
  const before = filters[base]
  if (before !== undefined) return operandsOf(args).length <= before - (args.some((arg) => /^-[ef]/.test(arg)) ? 1 : 0) || args.includes('-')
  const own = runners[base]
  return own !== undefined && commandReads(operandsOf(args).filter((arg) => !/^\w+=/.test(arg)).slice(own), machine, depth + 1)
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
  if (flag >= 0) return readsInput(args[flag + 1] ?? '', machine, depth + 1)
  const [file] = operandsOf(args)
  if (file === undefined || !machine.fs.exists(file)) return false
  return readsInput(machine.fs.readText(file), machine, depth + 1)
}

const operandsOf = (args: readonly string[]): readonly string[] => {
  const first = args.findIndex((arg) => !arg.startsWith('-') || arg === '-')
  return first < 0 ? [] : args.slice(first)
}
