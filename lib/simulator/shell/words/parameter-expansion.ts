import { FatalError, ShellError } from '../control-flow'
import { isBadToDash } from '../dash'
import type { ShellState } from '../shell-state'
import type { Steps } from '../steps'
import type { Operation, OperationOf, Part, WordNode } from '../syntax'
import type { Expander } from './expander'
import { OneText, type Receiver } from './fields'
import { inCase, portion, replaced, withoutMatch } from './operations'
import { list, mapped, subscripted, type Value } from './parameters'
import { described } from './transformations'

/** Works `$x` and `${x…}` out, with whatever stands behind the name. */
export class ParameterExpansion {
  constructor(
    private readonly state: ShellState,
    private readonly words: Expander,
  ) {}

  *expand(part: Part<'ParameterExpansion'>, to: Receiver, quoted: boolean): Steps<void> {
    const { parameter, operation } = part
    if (this.state.dialect === 'dash' && isBadToDash(parameter, operation))
      throw new FatalError('Bad substitution', 2)
    const value = this.value(parameter)
    if (operation && isChoice(operation))
      return yield* this.#choose(parameter, value, operation, to, quoted)
    this.#deliver(yield* this.#operated(parameter, value, operation), to, quoted)
  }

  /** What it stands for, without its operation. */
  value(parameter: string): Value | undefined {
    const element = subscripted(parameter)
    if (!element) return this.words.parameters.value(parameter)
    return this.words.parameters.value(`${element.name}[${this.subscript(element.subscript)}]`)
  }

  /** `${x[$i]}`: a subscript may hold variables. */
  subscript(subscript: string): string {
    return subscript.replace(
      /\$\{(\w+)\}|\$(\w+)/g,
      (_, braced?: string, bare?: string) => this.words.parameters.text(braced ?? bare ?? '') ?? '',
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
    const text = operation.word ? yield* this.words.text(operation.word) : ''
    if (operation.type === 'ErrorIfUnset')
      throw new FatalError(
        `${parameter}: ${text || (operation.checkEmpty ? 'parameter null or not set' : 'parameter not set')}`,
        this.state.dialect === 'dash' ? 2 : this.state.isSubshell ? 1 : 127,
      )
    this.words.assign(parameter, text)
    this.#deliver({ kind: 'one', text }, to, quoted)
  }

  *#operand(word: WordNode, to: Receiver, quoted: boolean): Steps<void> {
    if (word.parts.length === 0 && quoted) to.quoted('')
    if (quoted) return yield* this.words.quoted(word.parts, to)
    for (const part of word.parts)
      if (part.type === 'Literal') to.split(part.value)
      else yield* this.words.part(part, to)
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
          [...this.words.parameters.elements(operation.array).keys()].map(String),
          operation.star,
        )
      case 'VarNamePrefix':
        return list(
          this.state.variables.names().filter((name) => name.startsWith(operation.prefix)),
          operation.star,
        )
      case 'Indirection':
        return yield* this.#indirect(parameter, value, operation)
      case 'Substring':
        return yield* this.#substring(parameter, value ?? this.#unset(parameter), operation)
      case 'PatternRemoval': {
        const pattern = yield* this.words.pattern(operation.pattern)
        return mapped(value ?? this.#unset(parameter), (each) =>
          withoutMatch(each, pattern, operation),
        )
      }
      case 'PatternReplacement': {
        const pattern = yield* this.words.pattern(operation.pattern)
        const replacement = operation.replacement
          ? yield* this.words.pattern(operation.replacement, (part) =>
              part.replace(/[\\&]/g, '\\$&'),
            )
          : ''
        return mapped(value ?? this.#unset(parameter), (each) =>
          replaced(each, pattern, replacement, operation),
        )
      }
      case 'CaseModification':
        return yield* this.#inCase(value ?? this.#unset(parameter), operation)
      case 'Transform':
        return described(parameter, value, operation.operator, this.state) ?? this.#unset(parameter)
      default:
        throw new FatalError(`\${${parameter}}: bad substitution`)
    }
  }

  *#inCase(value: Value, operation: OperationOf<'CaseModification'>): Steps<Value> {
    const pattern = operation.pattern ? yield* this.words.pattern(operation.pattern) : undefined
    return mapped(value, (each) => inCase(each, operation, pattern))
  }

  *#indirect(
    parameter: string,
    value: Value | undefined,
    { innerOp }: OperationOf<'Indirection'>,
  ): Steps<Value> {
    const own = this.state.variables.own(parameter)
    if (own?.reference && !innerOp) return text(own.value ?? '')
    const name = value?.kind === 'one' ? value.text : ''
    if (!/^(\w+(\[.*\])?|[@*#?$!-])$/s.test(name))
      throw new ShellError(`${name}: invalid indirect expansion`)
    const receiver = new OneText()
    yield* this.expand(
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
    const from = Number(yield* this.words.arithmetic(offset))
    const count = length ? Number(yield* this.words.arithmetic(length)) : undefined
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
    const elements = [...this.words.parameters.elements(name)]
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
        `${/^\d+$/.test(parameter) ? '$' : ''}${parameter}: unbound variable`,
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
    if (isJoined && (quoted || to.isOne))
      return to.quoted(value.texts.join(this.words.ifs.slice(0, 1)))
    value.texts.forEach((each, index) => {
      if (index > 0) to.next()
      if (quoted) to.quoted(each)
      else to.split(each)
    })
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
