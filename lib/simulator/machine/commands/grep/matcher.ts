import { escapeLiteral, javaScriptSource } from '../regex/posix-regex'
import { fromPerl } from '../regex/perl-regex'
import type { GrepOptions } from './options'

/** Finds what is looked for in a line. */
export interface Matcher {
  readonly selects: (line: string) => boolean
  /** All that is found in a line and is not empty, with its place. */
  readonly finds: (line: string) => readonly { readonly text: string; readonly at: number }[]
}

/** Throws RegexError for what is no pattern; `warn` is told what grep 3.8 warns of. */
export const matcherOf = (options: GrepOptions, warn: (text: string) => void): Matcher => {
  const { source, flags } = sourceOf(options, warn)
  const bounded = options.has('x')
    ? `^(?:${source})$`
    : options.has('w')
      ? `(?<!\\w)(?:${source})(?!\\w)`
      : source
  const allFlags = options.has('i') || options.has('y') ? `${flags.replace('i', '')}i` : flags
  const once = new RegExp(bounded, allFlags)
  const each = new RegExp(bounded, `${allFlags}g`)
  const hasNone = options.patterns.length === 0
  return {
    selects: (line) => (!hasNone && once.test(line)) !== options.has('v'),
    finds: (line) =>
      hasNone || options.has('v')
        ? []
        : [...line.matchAll(each)].flatMap(({ 0: text, index }) =>
            text === '' ? [] : [{ text, at: index }],
          ),
  }
}

const sourceOf = (
  { syntax, patterns }: GrepOptions,
  warn: (text: string) => void,
): { readonly source: string; readonly flags: string } => {
  if (syntax === 'fixed') {
    const longestFirst = [...patterns].sort((a, b) => b.length - a.length)
    return { source: longestFirst.map(escapeLiteral).join('|'), flags: '' }
  }
  if (syntax === 'perl') {
    const all = patterns.map(fromPerl)
    return { source: all.map(({ text }) => text).join('|'), flags: all[0]?.flags ?? '' }
  }
  const onStray = (letter: string): void => warn(`stray \\ before ${letter}`)
  let groups = 0
  const sources = patterns.map((pattern) => {
    const source = javaScriptSource(pattern, { extended: syntax === 'extended', onStray }, groups)
    groups = source.groups
    return `(?:${source.text})`
  })
  return { source: sources.join('|'), flags: '' }
}
