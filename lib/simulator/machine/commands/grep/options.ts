import { readInput } from '../inputs'
import { type Options, parseOptions, UsageError } from '../options'
import type { ShellContext } from '../../types'
import { textOf } from '../../../shell/text'

export interface GrepOptions {
  readonly has: Options['has']
  readonly patterns: readonly string[]
  readonly files: readonly string[]
  readonly syntax: 'basic' | 'extended' | 'fixed' | 'perl'
  /** Lines before and after one that is selected. */
  readonly before: number
  readonly after: number
  /** How many selected lines are enough. */
  readonly most: number
  readonly include: readonly string[]
  readonly exclude: readonly string[]
  readonly excludedDirectories: readonly string[]
}

const names = {
  flags: 'EFGPivwxcnlLqshHorRzZabUTyI',
  values: 'efmABCdD',
  long: {
    'extended-regexp': 'E', 'fixed-strings': 'F', 'basic-regexp': 'G', 'perl-regexp': 'P', regexp: 'e', file: 'f',
    'ignore-case': 'i', 'invert-match': 'v', 'word-regexp': 'w', 'line-regexp': 'x', count: 'c', 'line-number': 'n',
    'files-with-matches': 'l', 'files-without-match': 'L', quiet: 'q', silent: 'q', 'no-messages': 's',
    'no-filename': 'h', 'with-filename': 'H', 'only-matching': 'o', recursive: 'r', 'dereference-recursive': 'R',
    'null-data': 'z', null: 'Z', text: 'a', 'byte-offset': 'b', 'max-count': 'm', 'after-context': 'A',
    'before-context': 'B', context: 'C', directories: 'd', binary: 'U', 'initial-tab': 'T',
  },
  longFlags: ['color', 'colour', 'line-buffered', 'no-ignore-case'],
  longValues: ['include', 'exclude', 'exclude-dir', 'label', 'binary-files'],
} as const // prettier-ignore

const usage =
  "Usage: grep [OPTION]... PATTERNS [FILE]...\nTry 'grep --help' for more information.\n"

/** A command line that grep does not take; the message is all that it says. */
export class GrepUsage extends Error {}

export const grepOptions = async (
  args: readonly string[],
  context: ShellContext,
): Promise<GrepOptions> => {
  const options = parsed(args.map((arg) => (/^-\d+$/.test(arg) ? `-C${arg.slice(1)}` : arg)))
  const { has, value, values } = options
  const given = [...values('e'), ...(await patternsOf(values('f'), context))]
  const isGiven = has('e') || has('f')
  const [first, ...rest] = options.operands
  if (!isGiven && first === undefined) throw new GrepUsage(usage)
  const patterns = isGiven ? given : [first ?? '']
  const context_ = number(value('C') ?? '0', 'context length')
  const kind = options.lastOf('EFGP')
  return {
    has,
    patterns: patterns.flatMap((each) => each.split('\n')),
    files: isGiven ? options.operands : rest,
    syntax: kind === 'E' ? 'extended' : kind === 'F' ? 'fixed' : kind === 'P' ? 'perl' : 'basic',
    before: has('B') ? number(value('B') ?? '', 'context length') : context_,
    after: has('A') ? number(value('A') ?? '', 'context length') : context_,
    most: has('m') ? number(value('m') ?? '', 'max count') : Infinity,
    include: values('include'),
    exclude: values('exclude'),
    excludedDirectories: values('exclude-dir').map((each) => each.replace(/\/+$/, '')),
  }
}

const parsed = (args: readonly string[]): Options => {
  try {
    return parseOptions('grep', args, names)
  } catch (error) {
    if (!(error instanceof UsageError)) throw error
    throw new GrepUsage(`grep: ${error.problem}\n${usage}`)
  }
}

const number = (text: string, what: string): number => {
  if (!/^\d+$/.test(text)) {
    const told =
      what === 'max count' ? 'invalid max count' : `${text}: invalid context length argument`
    throw new GrepUsage(`grep: ${told}\n`)
  }
  return Number(text)
}

/** A file with nothing in it has no pattern: nothing is selected. */
const patternsOf = async (files: readonly string[], context: ShellContext): Promise<string[]> => {
  const patterns: string[] = []
  for (const file of files) {
    const text = textOf(await readInput(file, context))
    if (text !== '') patterns.push(...text.replace(/\n$/, '').split('\n'))
  }
  return patterns
}
