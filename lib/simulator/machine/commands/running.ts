import { keywords } from '../../shell/keywords'
import { singleQuoted } from '../../shell/words/quoting'

/** A word that any shell reads back as exactly this text. */
export const quote = (text: string): string =>
  /^[\w@%+:,./-]+$/.test(text) ? text : singleQuoted(text)

/** The script that runs a program with these arguments. */
export const commandLine = ([name = '', ...rest]: readonly string[]): string =>
  [escapeName(name), ...rest.map(quote)].join(' ')

/** A quoted name is no keyword, no assignment and no alias. */
const escapeName = (name: string): string =>
  /^[\w./+-]+$/.test(name) && !keywords.has(name) ? name : singleQuoted(name)
