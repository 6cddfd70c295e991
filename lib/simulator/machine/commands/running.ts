/** A word that any shell reads back as exactly this text. */
export const quote = (text: string): string =>
  /^[\w@%+:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`

/** The script that runs a program with these arguments. */
export const commandLine = ([name = '', ...rest]: readonly string[]): string =>
  [escapeName(name), ...rest.map(quote)].join(' ')

/** A quoted name is no keyword, no assignment and no alias. */
const escapeName = (name: string): string =>
  /^[\w./+-]+$/.test(name) && !keywords.has(name) ? name : `'${name.replaceAll("'", `'\\''`)}'`

const keywords = new Set([
  'if',
  'then',
  'else',
  'fi',
  'for',
  'while',
  'until',
  'do',
  'done',
  'case',
  'esac',
  'in',
  'function',
  'time',
  'select',
])
