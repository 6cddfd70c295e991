import { expressionOf } from '../shell/words/patterns'

/** What fnmatch(3) matches: a shell's pattern, in which parentheses stand for themselves; `*` goes across slashes. */
export const fnmatch = (pattern: string, flags = ''): RegExp =>
  new RegExp(`^(?:${expressionOf(pattern.replace(/(?<!\\)\(/g, '\\('))})$`, `su${flags}`)
