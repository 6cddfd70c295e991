/** One `ExecStart=` line: the words of the command, and whether its failure counts. */
export interface ExecLine {
  readonly words: readonly string[]
  readonly mayFail: boolean
}

/** What a backslash stands for; before anything else it stays (systemd.syntax(7)). */
const escapes: Readonly<Record<string, string>> = {
  ...{ a: '\x07', b: '\b', f: '\f', n: '\n', r: '\r', t: '\t', v: '\v', s: ' ' },
  ...{ '\\': '\\', '"': '"', "'": "'" },
}

/** Words in the quoting of systemd.syntax(7), without what surrounds them. */
export function unitWords(text: string): string[] {
  const words: string[] = []
  for (const [, double, single, bare] of text.matchAll(
    /"((?:[^"\\]|\\[^])*)"|'((?:[^'\\]|\\[^])*)'|((?:[^\s\\]|\\[^])+)/g,
  ))
    words.push(
      (double ?? single ?? bare ?? '').replace(/\\([^])/g, (both, c: string) => escapes[c] ?? both),
    )
  return words
}

/** `-`, `@`, `:`, `+` and `!` before the command are its prefixes; `%n` and `%N` are the unit's name. */
export function parseExecLine(line: string, unit: string): ExecLine {
  const [, prefixes = '', rest = ''] = /^([-@:+!]*)([^]*)$/.exec(line) ?? []
  const bare = unit.replace(/\.[a-z]+$/, '')
  const specifiers: Readonly<Record<string, string>> = { n: unit, N: bare, p: bare, '%': '%' }
  const words = unitWords(rest).map((word) =>
    word.replace(/%(.)/g, (all, letter: string) => specifiers[letter] ?? all),
  )
  return { words, mayFail: prefixes.includes('-') }
}

/** `${X}` anywhere is X's value; `$X` as a word of its own is its value's words; `$$` is a dollar sign. */
export const expandVariables = (
  words: readonly string[],
  env: Readonly<Record<string, string>>,
): string[] =>
  words.flatMap((word, index) => {
    const whole = index > 0 ? /^\$([A-Za-z_]\w*)$/.exec(word)?.[1] : undefined
    if (whole !== undefined) return (env[whole] ?? '').split(/\s+/).filter(Boolean)
    return [
      word.replace(/\$\$|\$\{([A-Za-z_]\w*)\}/g, (all, name?: string) =>
        name === undefined ? '$' : (env[name] ?? ''),
      ),
    ]
  })
