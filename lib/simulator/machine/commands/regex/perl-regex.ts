import { classes } from './bracket'
import { RegexError } from './regex-error'

/** A pattern of `grep -P` as JavaScript writes it: what the two have in common, and what can be said in other words. */
export const fromPerl = (pattern: string): { readonly text: string; readonly flags: string } => {
  const flags = /^\(\?([imsx]+)\)/.exec(pattern)
  const text = pattern
    .slice(flags?.[0].length ?? 0)
    .replace(/\\Q(.*?)(\\E|$)/g, (_, plain: string) => plain.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&'))
    .replace(/\[:(\w+):\]/g, (_, name: string) => classes[name] ?? '')
    .replace(/\\h/g, '[ \\t]')
    .replace(/\\A/g, '^')
    .replace(/\\[zZ]/g, '$$')
    .replace(/\(\?P</g, '(?<')
    .replace(/\(\?>/g, '(?:')
    .replace(/([*+?}])\+/g, '$1')
    .replace(/\\x\{([0-9a-fA-F]+)\}/g, (_, code: string) => `\\u${code.padStart(4, '0')}`)
  // What stands before \K must be there, and is no part of what is found.
  const kept = text.lastIndexOf('\\K')
  const source = kept < 0 ? text : `(?<=${text.slice(0, kept)})${text.slice(kept + 2)}`
  try {
    new RegExp(source)
  } catch (error) {
    throw new RegexError((error as Error).message.replace(/^.*: /, ''))
  }
  return { text: source, flags: flags?.[1]?.includes('i') ? 'i' : '' }
}
