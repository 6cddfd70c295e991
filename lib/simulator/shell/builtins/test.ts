import { ShellError } from '../control-flow'
import { compare, isTrueOf } from '../run/file-tests'
import type { Interpreter } from '../run/interpreter'
import { type Builtin, refuse } from './builtin'

const unary = /^-[a-hknoprstuvwxzGLNOS]$/
const binary = new Set([
  '=',
  '==',
  '!=',
  '<',
  '>',
  '-eq',
  '-ne',
  '-lt',
  '-le',
  '-gt',
  '-ge',
  '-nt',
  '-ot',
  '-ef',
])

export const test: Builtin = (args, shell) => answer('test', args, shell)

/** `[`, which wants a `]` in the end. */
export const bracket: Builtin = (args, shell) =>
  args.at(-1) === ']' ? answer('[', args.slice(0, -1), shell) : refuse(shell, '[', "missing `]'", 2)

const answer = (name: string, args: readonly string[], shell: Interpreter): number => {
  try {
    return isTrue(args, shell) ? 0 : 1
  } catch (error) {
    if (!(error instanceof ShellError)) throw error
    return refuse(shell, name, error.message, 2)
  }
}

/** POSIX decides by the number of arguments; what has more is read as an expression. */
const isTrue = (args: readonly string[], shell: Interpreter): boolean => {
  const [first = '', second = '', third = ''] = args
  switch (args.length) {
    case 0:
      return false
    case 1:
      return first !== ''
    case 2:
      if (first === '!') return second === ''
      if (unary.test(first)) return isTrueOf(first, second, shell)
      throw new ShellError(`${first}: unary operator expected`)
    case 3:
      if (isOperator(second, shell)) return compare(first, second, third, shell)
      if (second === '-a') return first !== '' && third !== ''
      if (second === '-o') return first !== '' || third !== ''
      if (first === '!') return !isTrue(args.slice(1), shell)
      if (first === '(' && third === ')') return second !== ''
      throw new ShellError(
        shell.state.dialect === 'dash'
          ? `${first}: unexpected operator`
          : `${second}: binary operator expected`,
      )
    case 4:
      if (first === '!') return !isTrue(args.slice(1), shell)
  }
  return new Expression(args, shell).whole()
}

/** dash knows no `==`. */
const isOperator = (word: string, { state }: Interpreter): boolean =>
  binary.has(word) && !(word === '==' && state.dialect === 'dash')

class Expression {
  #at = 0

  constructor(
    private readonly args: readonly string[],
    private readonly shell: Interpreter,
  ) {}

  whole(): boolean {
    const value = this.#or()
    if (this.#at < this.args.length) throw new ShellError('too many arguments')
    return value
  }

  #or(): boolean {
    let value = this.#and()
    while (this.#takes('-o')) value = this.#and() || value
    return value
  }

  #and(): boolean {
    let value = this.#not()
    while (this.#takes('-a')) value = this.#not() && value
    return value
  }

  #not(): boolean {
    return this.#takes('!') ? !this.#not() : this.#primary()
  }

  #primary(): boolean {
    const [first, second, third] = this.args.slice(this.#at)
    if (first === undefined) throw new ShellError('argument expected')
    if (second !== undefined && third !== undefined && isOperator(second, this.shell)) {
      this.#at += 3
      return compare(first, second, third, this.shell)
    }
    if (this.#takes('(')) {
      const value = this.#or()
      if (!this.#takes(')')) throw new ShellError("`)' expected")
      return value
    }
    if (unary.test(first) && second !== undefined) {
      this.#at += 2
      return isTrueOf(first, second, this.shell)
    }
    this.#at++
    return first !== ''
  }

  #takes(word: string): boolean {
    if (this.args[this.#at] !== word) return false
    this.#at++
    return true
  }
}
