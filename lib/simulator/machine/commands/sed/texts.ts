import { escapeOf, type Script } from './script'

/** What `a`, `i` and `c` print: in the lines behind a backslash, or in this one. */
export const textIn = (script: Script): string => {
  script.skip(/[ \t]/)
  if (script.next === undefined) throw script.wrong("expected \\ after `a', `c' or `i'")
  if (script.takes('\\')) {
    const blanks = script.takeWhile(/[ \t]/)
    // `a\  text` keeps its blanks.
    if (!script.takes('\n')) script.at -= blanks.length
    if (script.next === undefined) return ''
  }
  let text = ''
  for (;;) {
    const char = script.take()
    if (char === undefined || char === '\n') return `${text}\n`
    if (char !== '\\') {
      text += char
      continue
    }
    const letter = script.take()
    if (letter === undefined) return `${text}\n`
    text += text === '' ? letter : (escapeOf(letter) ?? letter)
  }
}
