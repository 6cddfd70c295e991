import { FatalError, ShellError } from '../control-flow'
import type { ShellState } from '../shell-state'
import type { Steps } from '../steps'
import {
  type Arithmetic,
  once,
  parseScript,
  parseWord,
  type Part,
  type ScriptNode,
  type WordNode,
  type WordPart,
} from '../syntax'
import { type ArithmeticScope, commandsIn, evaluate, evaluateText } from './arithmetic'
import { withBracesAsText, withoutBraces } from './braces'
import { Fields, OneText, PatternText, type Receiver } from './fields'
import { pathsLike } from './globbing'
import { ParameterExpansion } from './parameter-expansion'
import { Parameters, subscripted } from './parameters'
import { asPattern } from './patterns'

/** What expanding asks of the shell around it. */
export interface Substitutions {
  /** What a command prints. */
  output(script: ScriptNode): Steps<string>
  /** The name of a file from which a command's output is read, or that it reads. */
  file(part: Part<'ProcessSubstitution'>): Steps<string>
}

/** Turns words into what they stand for. */
export class Expander {
  readonly parameters: Parameters
  readonly #expansion: ParameterExpansion

  constructor(
    private readonly state: ShellState,
    private readonly substitutions: Substitutions,
  ) {
    this.parameters = new Parameters(state, (subscript) => Number(this.number(subscript)))
    this.#expansion = new ParameterExpansion(state, this)
  }

  /** As the words of a command: split into fields, with the paths that wildcards match. */
  *fields(words: readonly WordNode[]): Steps<string[]> {
    const all: string[] = []
    for (const word of words) {
      const plain = plainTextOf(word)
      if (plain === undefined) yield* this.#fieldsOf(word, all)
      else all.push(plain)
    }
    return all
  }

  /** As one text: no splitting, no wildcards. */
  *text(word: WordNode): Steps<string> {
    const plain = plainTextOf(word)
    if (plain !== undefined) return plain
    const receiver = new OneText()
    yield* this.#parts(word.parts, receiver)
    return receiver.text
  }

  /** A here-document's: between quotes, though none are written. */
  *quotedText(word: WordNode): Steps<string> {
    const receiver = new OneText()
    yield* this.quoted(word.parts, receiver)
    return receiver.text
  }

  /** As a pattern; `quote` is what makes quoted text stand for itself. */
  *pattern(word: WordNode, quote: (text: string) => string = asPattern): Steps<string> {
    const receiver = new PatternText(quote)
    yield* this.#parts(word.parts, receiver)
    return receiver.text
  }

  *arithmetic(expression: Arithmetic): Steps<bigint> {
    const outputs = new Map<string, string>()
    for (const command of substitutionsOf(expression))
      outputs.set(command, yield* this.substitutions.output(parseScript(command)))
    return evaluate(expression, this.#scope(outputs))
  }

  /** What a text is as a number: a variable's name, an expression. */
  number(text: string): bigint {
    return evaluateText(text.replace(/\$(\w+)|\$\{(\w+)\}/g, '$1$2'), this.#scope(new Map()))
  }

  /** Sets a variable or an element, `name[3]`. */
  assign(name: string, value: string): void {
    const element = subscripted(name)
    if (!element) return this.state.variables.set(name, value)
    const key = this.parameters.key(element.name, this.#expansion.subscript(element.subscript))
    this.state.variables.setElement(element.name, key, value)
  }

  *#fieldsOf(word: WordNode, all: string[]): Steps<void> {
    const isAsItIs = this.state.dialect === 'dash' || !this.state.options.has('braceexpand')
    for (const each of isAsItIs ? [withBracesAsText(word)] : withoutBraces(word)) {
      const fields = new Fields(this.ifs)
      yield* this.#parts(each.parts, fields)
      fields.next()
      for (const { text, pattern } of fields.all)
        if (pattern === undefined || this.state.options.has('noglob')) all.push(text)
        else all.push(...this.#paths(text, pattern))
    }
  }

  #paths(text: string, pattern: string): readonly string[] {
    const { shopt, cwd, files } = this.state
    const paths = pathsLike(pattern, { cwd, files, shopt })
    if (paths.length === 0 && shopt.has('failglob')) throw new FatalError(`no match: ${text}`)
    return paths.length > 0 || shopt.has('nullglob') ? paths : [text]
  }

  /** What separates fields. */
  get ifs(): string {
    return this.state.variables.text('IFS') ?? ' \t\n'
  }

  *#parts(parts: readonly WordPart[], to: Receiver): Steps<void> {
    for (const part of parts) yield* this.part(part, to)
  }

  /** Of a word outside of quotes. */
  *part(part: WordPart, to: Receiver): Steps<void> {
    switch (part.type) {
      case 'Literal':
        return to.literal(part.value)
      case 'Glob':
        return to.literal(part.pattern)
      case 'SingleQuoted':
      case 'Escaped':
        return to.quoted(part.value)
      case 'TildeExpansion':
        return to.quoted(this.#home(part.user))
      case 'DoubleQuoted':
        if (part.parts.length === 0) to.quoted('')
        return yield* this.quoted(part.parts, to)
      case 'CommandSubstitution':
        return to.split(yield* this.substitutions.output(part.body))
      case 'ArithmeticExpansion':
        return to.split(String(yield* this.arithmetic(part.expression)))
      case 'ProcessSubstitution':
        return to.quoted(yield* this.substitutions.file(part))
      case 'ParameterExpansion':
        return yield* this.#expansion.expand(part, to, false)
      case 'BraceExpansion':
        for (const [index, word] of withoutBraces({ type: 'Word', parts: [part] }).entries()) {
          if (index > 0) to.literal(' ')
          yield* this.#parts(word.parts, to)
        }
    }
  }

  /** What stands between quotes. */
  *quoted(parts: readonly WordPart[], to: Receiver): Steps<void> {
    for (const part of parts) {
      if (part.type === 'ParameterExpansion') yield* this.#expansion.expand(part, to, true)
      else if (part.type === 'CommandSubstitution')
        to.quoted(yield* this.substitutions.output(part.body))
      else if (part.type === 'ArithmeticExpansion')
        to.quoted(String(yield* this.arithmetic(part.expression)))
      else if (part.type === 'DoubleQuoted') yield* this.quoted(part.parts, to)
      else if (part.type === 'Glob') to.quoted(part.pattern)
      else if (part.type === 'Literal' || part.type === 'SingleQuoted' || part.type === 'Escaped')
        to.quoted(part.value)
      else yield* this.part(part, to)
    }
  }

  #home(user: string | null): string {
    if (user === null)
      return this.state.variables.text('HOME') ?? this.state.world.homeOf('') ?? '~'
    if (user === '+') return this.state.cwd
    if (user === '-') return this.state.variables.text('OLDPWD') ?? '~-'
    return this.state.world.homeOf(user) ?? `~${user}`
  }

  #scope(outputs: ReadonlyMap<string, string>): ArithmeticScope {
    return {
      get: (name) => {
        const value = this.#expansion.value(name)
        return value?.kind === 'one' ? value.text : value?.texts[0]
      },
      set: (name, value) => this.assign(name, value),
      isAssociative: (name) => this.state.variables.find(name)?.associative === true,
      braced: (content) => this.#braced(content),
      substituted: (command) => outputs.get(command) ?? '',
      unsetIsError: this.state.options.has('nounset'),
      onlyNumbers: this.state.dialect === 'dash',
    }
  }

  /** `${…}` in an expression is a word of its own; a command in it can't be waited for. */
  #braced(content: string): string {
    const steps = this.text(parseWord(`"\${${content}}"`))
    const turn = steps.next()
    if (!turn.done)
      throw new ShellError(`${content}: a command within \${…} within $((…)) is not simulated`)
    return turn.value
  }
}

const substitutionsOf = once((expression: Arithmetic) => commandsIn(expression))

/** The text of a word in which nothing is to be expanded. */
const plainTextOf = once((word: WordNode): string | undefined => {
  let plain = ''
  for (const part of word.parts) {
    const isPlain =
      part.type === 'SingleQuoted' ||
      part.type === 'Escaped' ||
      (part.type === 'Literal' && !/[*?[]/.test(part.value))
    if (!isPlain) return undefined
    plain += part.value
  }
  return plain
})
