/** One argument. */
export interface Item {
  readonly text: string
  /** It is the last of its line. */
  readonly endsLine: boolean
}

export interface Reading {
  /** A character that ends each item; undefined: blanks do, and quotes and backslashes mean something. */
  readonly delimiter: string | undefined
  /** A whole line is one item. */
  readonly byLine: boolean
  /** Nothing is read from an item like this on. */
  readonly end: string | undefined
}

/** A quote without its other half. */
export class QuoteError extends Error {}

export const itemsOf = (text: string, { delimiter, byLine, end }: Reading): Item[] => {
  if (delimiter !== undefined) {
    const parts = text.split(delimiter)
    if (parts.at(-1) === '') parts.pop()
    return parts.map((part) => ({ text: part, endsLine: true }))
  }
  const items = text
    .split('\n')
    .flatMap((line, index, all) =>
      byLine ? lineItem(line) : wordItems(line, index < all.length - 1),
    )
  const stop = end === undefined ? -1 : items.findIndex((item) => item.text === end)
  return stop < 0 ? items : items.slice(0, stop)
}

const lineItem = (line: string): Item[] => {
  const text = unquoted(line.replace(/^[ \t]+/, ''))
  return text === '' ? [] : [{ text, endsLine: true }]
}

const word = /(?:"[^"\n]*"|'[^'\n]*'|\\[^]|[^\s"'\\])+/g

/** A blank at the end of a line goes on with the next. */
const wordItems = (line: string, isEnded: boolean): Item[] => {
  const left = line.replace(word, '')
  if (/["']/.test(left)) unquoted(line)
  const found = [...line.matchAll(word)].map(([text]) => unquoted(text))
  return found.map((text, index) => ({
    text,
    endsLine: index === found.length - 1 && isEnded && !/[ \t]$/.test(line),
  }))
}

const unquoted = (text: string): string =>
  text.replace(
    /"([^"]*)"|'([^']*)'|\\([^])|(["'])/g,
    (_, double?: string, single?: string, escaped?: string, open?: string) => {
      if (open !== undefined) {
        const kind = open === '"' ? 'double' : 'single'
        throw new QuoteError(
          `unmatched ${kind} quote; by default quotes are special to xargs unless you use the -0 option`,
        )
      }
      return double ?? single ?? escaped ?? ''
    },
  )
