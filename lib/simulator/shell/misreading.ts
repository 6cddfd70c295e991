import type { ShellState } from './shell-state'
import type { SyntaxError } from './syntax'

/** The parser's names for what bash writes as it stands in the script. */
const tokens: Readonly<Record<string, string>> = {
  SEMICOLON: ';', DSEMI: ';;', LPAREN: '(', RPAREN: ')', LBRACE: '{', RBRACE: '}', AND_AND: '&&', OR_OR: '||', PIPE: '|',
  AMP: '&', NEWLINE: 'newline', IF: 'if', THEN: 'then', ELSE: 'else', ELIF: 'elif', FI: 'fi', FOR: 'for', WHILE: 'while',
  UNTIL: 'until', DO: 'do', DONE: 'done', CASE: 'case', ESAC: 'esac', IN: 'in',
} // prettier-ignore

/**
 * What a shell says of a script that it can't read. bash tells a mistake with the line that it is in; the end of a script
 * comes after its last line. `where`: what bash has before the line, `eval: `.
 */
export function misreading(
  error: SyntaxError,
  script: string,
  state: ShellState,
  where = state.start.isCommand ? '-c: ' : '',
): string {
  const lines = script.replace(/\n$/, '').split('\n')
  const isAtEnd = state.dialect === 'bash' && /^Expected \w+, got EOF$/.test(error.message)
  state.line = isAtEnd ? lines.length + 1 : error.line
  if (state.dialect !== 'bash') return `${state.errorPrefix}${dashReason(error.message)}\n`
  const why = isAtEnd ? 'syntax error: unexpected end of file' : reasonOf(error.message)
  const text = lines[error.line - 1] ?? ''
  const told = why.startsWith('syntax error near') ? [why, `\`${text}'`] : [why]
  const prefix = state.errorPrefix.replace(/line(?= \d+: $)/, `${where}line`)
  return told.map((each) => `${prefix}${each}\n`).join('')
}

function reasonOf(message: string): string {
  const token = tokens[/^Expected \w+, got (\w+)$/.exec(message)?.[1] ?? '']
  if (/^Expected (redirection target|function name)$/.test(message))
    return "syntax error near unexpected token `;'"
  return token === undefined
    ? message.replace(/^line \d+: /, '')
    : `syntax error near unexpected token \`${token}'`
}

/** dash names the word that it did not expect, and what it waits for at the end of a script. */
function dashReason(message: string): string {
  const [, wanted = '', got = ''] = /^Expected (\w+), got (\w+)$/.exec(message) ?? []
  if (got === 'EOF')
    return `Syntax error: end of file unexpected (expecting "${tokens[wanted] ?? wanted}")`
  const near = tokens[got] ?? /^syntax error near unexpected token `(.*)'$/.exec(message)?.[1]
  if (near !== undefined) return `Syntax error: "${near}" unexpected`
  return /looking for matching `["']'/.test(message)
    ? 'Syntax error: Unterminated quoted string'
    : message
}
