/** Between single quotes, as every shell reads it. */
export const singleQuoted = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`

/** As `declare -p` and `${x@Q}` write a text: always in quotes. */
export const quoteForShell = (text: string): string =>
  /[\x00-\x1f\x7f]/.test(text)
    ? `$'${text.replace(/[\\']/g, '\\$&').replace(/[\x00-\x1f\x7f]/g, escapeOf)}'`
    : singleQuoted(text)

/** As `set -x` writes it: in quotes only where they are needed. */
export const quoteIfNeeded = (text: string): string =>
  /^[\w@%+=:,./-]+$/.test(text) ? text : quoteForShell(text)

/** As `printf %q` writes it. */
export const quotedByBackslash = (text: string): string => {
  if (text === '') return "''"
  return /[\x00-\x1f\x7f]/.test(text)
    ? quoteForShell(text)
    : text.replace(/[\s!"#$&'()*;<=>?[\\\]^`{|},]|^~/g, (char, at: number) =>
        char === '=' || (char === '#' && at > 0) ? char : `\\${char}`,
      )
}

const named: Readonly<Record<string, string>> = {
  '\n': '\\n',
  '\t': '\\t',
  '\r': '\\r',
  '\x1b': '\\E',
}

const escapeOf = (char: string): string =>
  named[char] ?? `\\${char.charCodeAt(0).toString(8).padStart(3, '0')}`
