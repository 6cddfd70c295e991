import { FatalError } from '../awk-error'
import { unescaped } from './escapes'
import { builtins, continued, endsOperand, signs, type Token, words } from './tokens'

/** Takes a program apart, a token at a time: what is wrong behind an error is not looked at. */
export class Lexer {
  line = 1
  #at = 0
  #last = ''

  constructor(private readonly text: string) {}

  next(): Token {
    this.#skipBlanks()
    const token = this.#token()
    this.#last = token.kind
    if (continued.has(token.kind)) this.skipLines()
    return token
  }

  /** Passes over blanks, comments and ends of lines. */
  skipLines(): void {
    this.#skipBlanks()
    while (this.text[this.#at] === '\n') {
      this.#at++
      this.line++
      this.#skipBlanks()
    }
  }

  #skipBlanks(): void {
    for (;;) {
      const [blank = ''] = /^(?:[ \t\r\f\v]|\\\r?\n|#[^\n]*)+/.exec(this.#rest) ?? []
      if (blank === '') return
      this.line += blank.split('\n').length - 1
      this.#at += blank.length
    }
  }

  get #rest(): string {
    return this.text.slice(this.#at)
  }

  #token(): Token {
    const { line } = this
    const rest = this.#rest
    if (rest === '') return { kind: 'end of file', text: 'end of file', line }
    if (rest[0] === '\n') {
      this.#at++
      this.line++
      return { kind: 'end of line', text: 'end of line', line }
    }
    if (rest[0] === '"') return this.#string()
    if (rest[0] === '/' && !endsOperand.has(this.#last)) return this.#regex()
    const [number] = /^(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?/.exec(rest) ?? []
    if (number !== undefined) return this.#take('number', number)
    const [word] = /^[A-Za-z_]\w*/.exec(rest) ?? []
    if (word !== undefined) return this.#word(word)
    const sign = signs.find((each) => rest.startsWith(each))
    if (sign !== undefined) return this.#take(sign, sign)
    throw new FatalError(`${line}: unexpected character ${shown(rest[0] ?? '')}`)
  }

  #take(kind: string, text: string): Token {
    this.#at += text.length
    return { kind, text, line: this.line }
  }

  #word(word: string): Token {
    if (words.has(word)) return this.#take(word, word)
    if (Object.hasOwn(builtins, word)) return this.#take('builtin', word)
    const isCalled = this.text[this.#at + word.length] === '('
    return this.#take(isCalled ? 'function name' : 'name', word)
  }

  #string(): Token {
    const [whole, inside = ''] = /^"((?:[^"\\\n]|\\[^])*)"/.exec(this.#rest) ?? []
    const { line } = this
    if (whole === undefined) throw this.#runaway('string constant "', this.#rest.slice(1))
    this.#at += whole.length
    this.line += whole.split('\n').length - 1
    return { kind: 'string', text: unescaped(inside.replace(/\\\r?\n/g, '')), line }
  }

  #regex(): Token {
    const [whole, inside = ''] =
      /^\/((?:[^/\\\n[]|\\.|\[\^?\]?(?:[^\]\\\n]|\\.)*\])*)\//.exec(this.#rest) ?? []
    if (whole === undefined) throw this.#runaway('regular expression /', this.#rest.slice(1))
    this.#at += whole.length
    // The backslash is there for the slash's sake.
    return { kind: 'regex', text: inside.replace(/\\\//g, '/'), line: this.line }
  }

  #runaway(what: string, from: string): FatalError {
    const [first = ''] = from.split('\n')
    return new FatalError(`line ${this.line}: runaway ${what}${first.slice(0, 10)} ...`)
  }
}

const shown = (char: string): string => {
  const code = char.charCodeAt(0)
  return code >= 32 && code < 127 ? `'${char}'` : `0x${code.toString(16).padStart(2, '0')}`
}
