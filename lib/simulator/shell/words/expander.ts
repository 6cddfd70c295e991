import { FatalError, ShellError } from '../control-flow'
import { isBadToDash } from '../dash'
import type { ShellState } from '../shell-state'
import type { Steps } from '../steps'
import {
  type Arithmetic,
  once,
  type Operation,
  type OperationOf,
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
import { inCase, portion, replaced, transformed, withoutMatch } from './operations'
import { Parameters, subscripted, type Value } from './parameters'
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

  constructor(
    private readonly state: ShellState,
    private readonly substitutions: Substitutions,
  ) {
    this.parameters = new Parameters(state, (subscript) => Number(this.number(subscript)))
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
    yield* this.#quoted(word.parts, receiver)
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
    return evaluate(expression.expression, this.#scope(outputs))
  }

  /** What a text is as a number: a variable's name, an expression. */
  number(text: string): bigint {
    return evaluateText(text.replace(/\$(\w+)|\$\{(\w+)\}/g, '$1$2'), this.#scope(new Map()))
  }

  /** Sets a variable or an element, `name[3]`. */
  assign(name: string, value: string): void {
    const element = subscripted(name)
    if (!element) return this.state.variables.set(name, value)
    const key = this.parameters.key(element.name, this.#expandedSubscript(element.subscript))
    this.state.variables.setElement(element.name, key, value)
  }

  *#fieldsOf(word: WordNode, all: string[]): Steps<void> {
    const isDash = this.state.dialect === 'dash'
    for (const each of isDash ? [withBracesAsText(word)] : withoutBraces(word)) {
      const fields = new Fields(this.#ifs)
      yield* this.#parts(each.parts, fields)
      fields.next()
      for (const { text, pattern } of fields.all)
        if (pattern === undefined || this.state.options.has('noglob')) all.push(text)
        else all.push(...this.#paths(text, pattern))
    }
  }

  #paths(text: string, pattern: string): readonly string[] {
    const paths = pathsLike(pattern, this.state.cwd, this.state.files)
    return paths.length > 0 || this.state.shopt.has('nullglob') ? paths : [text]
  }

  get #ifs(): string {
    return this.state.variables.text('IFS') ?? ' \t\n'
  }

  *#parts(parts: readonly WordPart[], to: Receiver): Steps<void> {
    for (const part of parts) yield* this.#part(part, to)
  }

  *#part(part: WordPart, to: Receiver): Steps<void> {
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
        return yield* this.#quoted(part.parts, to)
      case 'CommandSubstitution':
        return to.split(yield* this.substitutions.output(part.body))
      case 'ArithmeticExpansion':
        return to.split(String(yield* this.arithmetic(part.expression)))
      case 'ProcessSubstitution':
        return to.quoted(yield* this.substitutions.file(part))
      case 'ParameterExpansion':
        return yield* this.#parameter(part, to, false)
      case 'BraceExpansion':
        for (const [index, word] of withoutBraces({ type: 'Word', parts: [part] }).entries()) {
          if (index > 0) to.literal(' ')
          yield* this.#parts(word.parts, to)
        }
    }
  }

  *#quoted(parts: readonly WordPart[], to: Receiver): Steps<void> {
    for (const part of parts) {
      if (part.type === 'ParameterExpansion') yield* this.#parameter(part, to, true)
      else if (part.type === 'CommandSubstitution')
        to.quoted(yield* this.substitutions.output(part.body))
      else if (part.type === 'ArithmeticExpansion')
        to.quoted(String(yield* this.arithmetic(part.expression)))
      else if (part.type === 'DoubleQuoted') yield* this.#quoted(part.parts, to)
      else if (part.type === 'Glob') to.quoted(part.pattern)
      else if (part.type === 'Literal' || part.type === 'SingleQuoted' || part.type === 'Escaped')
        to.quoted(part.value)
      else yield* this.#part(part, to)
    }
  }

  #home(user: string | null): string {
    if (user === null)
      return this.state.variables.text('HOME') ?? this.state.world.homeOf('') ?? '~'
    if (user === '+') return this.state.cwd
    return this.state.world.homeOf(user) ?? `~${user}`
  }

  *#parameter(part: Part<'ParameterExpansion'>, to: Receiver, quoted: boolean): Steps<void> {
    const { parameter, operation } = part
    if (this.state.dialect === 'dash' && isBadToDash(parameter, operation))
      throw new FatalError('Bad substitution', 2)
    const value = this.#value(parameter)
    if (operation && isChoice(operation))
      return yield* this.#choose(parameter, value, operation, to, quoted)
    this.#deliver(yield* this.#operated(parameter, value, operation), to, quoted)
  }

  #value(parameter: string): Value | undefined {
    const element = subscripted(parameter)
    if (!element) return this.parameters.value(parameter)
    return this.parameters.value(`${element.name}[${this.#expandedSubscript(element.subscript)}]`)
  }

  /** `${x[$i]}`: a subscript may hold variables. */
  #expandedSubscript(subscript: string): string {
    return subscript.replace(
      /\$\{(\w+)\}|\$(\w+)/g,
      (_, braced?: string, bare?: string) => this.parameters.text(braced ?? bare ?? '') ?? '',
    )
  }

  /** `${x-word}` and its like: the word counts only when it is needed. */
  *#choose(
    parameter: string,
    value: Value | undefined,
    operation: Choice,
    to: Receiver,
    quoted: boolean,
  ): Steps<void> {
    const isSet = !isMissing(value, operation.checkEmpty)
    if (operation.type === 'UseAlternative') {
      if (isSet) yield* this.#operand(operation.word, to, quoted)
      else if (quoted) to.quoted('')
      return
    }
    if (isSet) return this.#deliver(value, to, quoted)
    if (operation.type === 'DefaultValue') return yield* this.#operand(operation.word, to, quoted)
    const text = operation.word ? yield* this.text(operation.word) : ''
    if (operation.type === 'ErrorIfUnset')
      throw new FatalError(
        `${parameter}: ${text || (operation.checkEmpty ? 'parameter null or not set' : 'parameter not set')}`,
        this.state.dialect === 'dash' ? 2 : 127,
      )
    this.assign(parameter, text)
    this.#deliver({ kind: 'one', text }, to, quoted)
  }

  *#operand(word: WordNode, to: Receiver, quoted: boolean): Steps<void> {
    if (word.parts.length === 0 && quoted) to.quoted('')
    if (quoted) return yield* this.#quoted(word.parts, to)
    for (const part of word.parts)
      if (part.type === 'Literal') to.split(part.value)
      else yield* this.#part(part, to)
  }

  *#operated(
    parameter: string,
    value: Value | undefined,
    operation: Operation | null,
  ): Steps<Value> {
    switch (operation?.type) {
      case undefined:
        return value ?? this.#unset(parameter)
      case 'Length':
        return text(String(this.#lengthOf(value ?? this.#unset(parameter))))
      case 'ArrayKeys':
        return list(
          [...this.parameters.elements(operation.array).keys()].map(String),
          operation.star,
        )
      case 'VarNamePrefix':
        return list(
          this.state.variables.names().filter((name) => name.startsWith(operation.prefix)),
          operation.star,
        )
      case 'Indirection':
        return yield* this.#indirect(value, operation)
      case 'Substring':
        return yield* this.#substring(parameter, value ?? this.#unset(parameter), operation)
      case 'PatternRemoval': {
        const pattern = yield* this.pattern(operation.pattern)
        return mapped(value ?? this.#unset(parameter), (each) =>
          withoutMatch(each, pattern, operation),
        )
      }
      case 'PatternReplacement': {
        const pattern = yield* this.pattern(operation.pattern)
        const replacement = operation.replacement ? yield* this.text(operation.replacement) : ''
        return mapped(value ?? this.#unset(parameter), (each) =>
          replaced(each, pattern, replacement, operation),
        )
      }
      case 'CaseModification':
        return mapped(value ?? this.#unset(parameter), (each) => inCase(each, operation))
      case 'Transform':
        return mapped(value ?? this.#unset(parameter), (each) => transformed(each, operation))
      default:
        throw new FatalError(`\${${parameter}}: bad substitution`)
    }
  }

  *#indirect(value: Value | undefined, { innerOp }: OperationOf<'Indirection'>): Steps<Value> {
    const name = value?.kind === 'one' ? value.text : ''
    if (!/^(\w+(\[.*\])?|[@*#?$!-])$/s.test(name))
      throw new ShellError(`${name}: invalid indirect expansion`)
    const receiver = new OneText()
    yield* this.#parameter(
      { type: 'ParameterExpansion', parameter: name, operation: innerOp ?? null },
      receiver,
      true,
    )
    return text(receiver.text)
  }

  *#substring(
    parameter: string,
    value: Value,
    { offset, length }: OperationOf<'Substring'>,
  ): Steps<Value> {
    const from = Number(yield* this.arithmetic(offset))
    const count = length ? Number(yield* this.arithmetic(length)) : undefined
    if (value.kind === 'one') return text(portion(value.text, from, count))
    const element = subscripted(parameter)
    if (element) return this.#portionOf(element.name, value, from, count)
    const isPositional = parameter === '@' || parameter === '*'
    const texts = isPositional ? [this.state.start.argv0, ...value.texts] : value.texts
    const start = isPositional && from === 0 ? 0 : from
    return { ...value, texts: portion(texts, start, count) }
  }

  /** To an array the offset is an index, and there may be gaps. */
  #portionOf(
    name: string,
    value: Extract<Value, { kind: 'list' }>,
    from: number,
    count?: number,
  ): Value {
    const elements = [...this.parameters.elements(name)]
    const start = from < 0 ? from + 1 + Math.max(-1, ...elements.map(([key]) => Number(key))) : from
    const texts = elements.filter(([key]) => Number(key) >= start).map(([, text]) => text)
    return { ...value, texts: texts.slice(0, count) }
  }

  /** dash counts bytes. */
  #lengthOf(value: Value): number {
    if (value.kind === 'list') return value.texts.length
    return this.state.dialect === 'dash' ? Buffer.byteLength(value.text) : [...value.text].length
  }

  #unset(parameter: string): Value {
    const isList = /^[@*]$|\[[@*]\]$/.test(parameter)
    if (this.state.options.has('nounset') && !isList) {
      const { dialect, isSubshell, options } = this.state
      if (dialect === 'dash') throw new FatalError(`${parameter}: parameter not set`, 2)
      throw new FatalError(
        `${parameter}: unbound variable`,
        isSubshell || options.has('errexit') ? 1 : 127,
      )
    }
    return text('')
  }

  #deliver(value: Value | undefined, to: Receiver, quoted: boolean): void {
    if (value?.kind !== 'list') {
      const one = value?.text ?? ''
      return quoted ? to.quoted(one) : to.split(one)
    }
    const isJoined = !value.each || (to.isOne && this.state.dialect === 'dash')
    if (isJoined && (quoted || to.isOne)) return to.quoted(value.texts.join(this.#ifs.slice(0, 1)))
    value.texts.forEach((each, index) => {
      if (index > 0) to.next()
      if (quoted) to.quoted(each)
      else to.split(each)
    })
  }

  #scope(outputs: ReadonlyMap<string, string>): ArithmeticScope {
    return {
      get: (name) => {
        const value = this.#value(name)
        return value?.kind === 'one' ? value.text : value?.texts[0]
      },
      set: (name, value) => this.assign(name, value),
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

type Choice = OperationOf<'DefaultValue' | 'AssignDefault' | 'ErrorIfUnset' | 'UseAlternative'>

const choices = new Set(['DefaultValue', 'AssignDefault', 'ErrorIfUnset', 'UseAlternative'])

const isChoice = (operation: Operation): operation is Choice => choices.has(operation.type)

const isMissing = (value: Value | undefined, emptyCounts: boolean): boolean => {
  if (!value) return true
  if (value.kind === 'list')
    return value.texts.length === 0 || (emptyCounts && value.texts.join('') === '')
  return emptyCounts && value.text === ''
}

const text = (value: string): Value => ({ kind: 'one', text: value })

const list = (texts: readonly string[], star: boolean): Value => ({
  kind: 'list',
  texts,
  each: !star,
})

const mapped = (value: Value, change: (text: string) => string): Value =>
  value.kind === 'list' ? { ...value, texts: value.texts.map(change) } : text(change(value.text))

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
