import { functions, isTrue } from './functions'
import { goText } from './go-text'
import { type Node, parseTemplate } from './parse'
import { TemplateError } from './template-error'

export interface TemplateOptions {
  /** The template's name, as errors tell it. */
  readonly name: string
  /** What a key that isn't there gives: Docker insists on it, kubectl prints `<no value>`. */
  readonly missingKey: 'error' | 'nothing'
  /** How a null is written that is the value of this key; default: `<no value>`. */
  readonly nullText?: (key: string) => string
}

interface Scope {
  readonly dot: unknown
  readonly root: unknown
  readonly variables: Map<string, unknown>
}

/** The part of Go's text/template that people type: fields, index, range, if, with, variables, pipes. Throws TemplateError. */
export function renderTemplate(template: string, data: unknown, options: TemplateOptions): string {
  const { name } = options
  return render(parseTemplate(template, name), { dot: data, root: data, variables: new Map() })

  function render(nodes: readonly Node[], scope: Scope): string {
    return nodes.map((node) => renderNode(node, scope)).join('')
  }

  function renderNode(node: Node, scope: Scope): string {
    if (node.kind === 'text') return node.text
    if (node.kind === 'value') return renderValue(node.expression, scope)
    const [, first, second, expression = node.expression] =
      /^(?:\$(\w+)\s*(?:,\s*\$(\w+)\s*)?:=\s*)?(.*)$/s.exec(node.expression) ?? []
    const value = evaluate(expression, scope)
    const inner = { ...scope, variables: new Map(scope.variables) }
    if (node.kind === 'range') {
      const items = Object.entries((value ?? {}) as Record<string, unknown>)
      if (items.length === 0) return render(node.otherwise, inner)
      return items
        .map(([key, dot]) => {
          if (first) inner.variables.set(first, second ? indexOf(value, key) : dot)
          if (second) inner.variables.set(second, dot)
          return render(node.body, { ...inner, dot })
        })
        .join('')
    }
    if (first) inner.variables.set(first, value)
    if (!isTrue(value)) return render(node.otherwise, inner)
    return render(node.body, node.kind === 'with' ? { ...inner, dot: value } : inner)
  }

  function renderValue(expression: string, scope: Scope): string {
    const [, variable, assigned] = /^\$(\w+)\s*:?=\s*(.*)$/s.exec(expression) ?? []
    if (variable === undefined || assigned === undefined)
      return written(evaluate(expression, scope), expression)
    scope.variables.set(variable, evaluate(assigned, scope))
    return ''
  }

  function written(value: unknown, expression: string): string {
    const key = /(\w+)$/.exec(expression)?.[1] ?? ''
    return value === null && options.nullText ? options.nullText(key) : goText(value)
  }

  function evaluate(expression: string, scope: Scope): unknown {
    const stages = expression.match(/(?:"(?:\\.|[^"\\])*"|\((?:[^()]|\([^()]*\))*\)|[^|])+/g) ?? []
    return stages.reduce<unknown>(
      (piped, stage, at) => call(words(stage), at === 0 ? [] : [piped], scope),
      undefined,
    )
  }

  function call(terms: readonly string[], piped: readonly unknown[], scope: Scope): unknown {
    const [first = '', ...rest] = terms
    const action = functions[first]
    const values = [...rest.map((term) => operand(term, scope)), ...piped]
    if (!action) {
      const found = operand(first, scope)
      return typeof found === 'function'
        ? (found as (...given: unknown[]) => unknown)(...values)
        : found
    }
    if (first === 'index' && typeof values[0] === 'string' && typeof values[1] === 'string')
      throw new TemplateError(
        'execute',
        `template: ${name}:1:2: executing "${name}" at <${terms.join(' ')}>: error calling index: cannot index slice/array with type string`,
      )
    const [list, at] = values
    if (first === 'index' && Array.isArray(list) && typeof at === 'number' && at >= list.length)
      throw new TemplateError(
        'execute',
        `template: ${name}:1:2: executing "${name}" at <${terms.join(' ')}>: error calling index: index out of range: ${at}`,
      )
    return action(values)
  }

  function operand(term: string, scope: Scope): unknown {
    if (term.startsWith('"')) return JSON.parse(term) as string
    if (term.startsWith('`')) return term.slice(1, -1)
    const [, inner, after] = /^\((.*)\)([^)]*)$/s.exec(term) ?? []
    if (inner !== undefined) return path(evaluate(inner, scope), after ?? '', term)
    if (/^-?\d+$/.test(term)) return Number(term)
    if (term === 'true' || term === 'false') return term === 'true'
    if (term === 'nil') return undefined
    const [, variable, fields = ''] = /^\$(\w*)(.*)$/.exec(term) ?? []
    if (variable !== undefined)
      return path(variable ? scope.variables.get(variable) : scope.root, fields, term)
    if (term.startsWith('.')) return path(scope.dot, term, term)
    throw new TemplateError('parse', `template: ${name}:1: function "${term}" not defined`)
  }

  function path(from: unknown, dotted: string, term: string): unknown {
    return dotted
      .split('.')
      .filter((key) => key !== '')
      .reduce<unknown>((at, key, place, keys) => {
        const insists = options.missingKey === 'error'
        // What is nil has no fields; JSON, which is looked at then, does not have it at all.
        if (at === null && insists) throw withoutKey(term, keys[place - 1] ?? key)
        if (at === null || at === undefined) return undefined
        if (typeof at === 'object' && key in at) return (at as Record<string, unknown>)[key]
        if (!insists) return undefined
        throw withoutKey(term, key)
      }, from)
  }

  function withoutKey(term: string, key: string): TemplateError {
    return new TemplateError(
      'execute',
      `template: ${name}:1:${placeOf(term)}: executing "${name}" at <${term}>: map has no entry for key "${key}"`,
    )
  }
}

/** Go tells of a chain of fields where its second one stands; of one field, where it stands itself. */
const placeOf = (term: string): number => Math.max(0, term.indexOf('.', 1)) + 2

const words = (stage: string): string[] =>
  stage.match(/"(?:[^"\\]|\\.)*"|`[^`]*`|\((?:[^()]|\([^()]*\))*\)[^\s()]*|\S+/g) ?? []

const indexOf = (value: unknown, key: string): string | number =>
  Array.isArray(value) ? Number(key) : key
