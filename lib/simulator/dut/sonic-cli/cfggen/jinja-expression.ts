import { jsonDumps, reprString } from '../../python-text'

export type Value =
  | string
  | number
  | boolean
  | null
  | undefined
  | readonly Value[]
  | { readonly [key: string]: Value }

/** jinja2 could not go on: its exception, as the last line of a traceback has it. */
export class JinjaError extends Error {}

/** More of jinja2's language than is simulated here. */
export class TooMuchJinja extends Error {}

const tokens = /\s*(?:([A-Za-z_]\w*)|(\d+)|'([^']*)'|"([^"]*)"|(==|!=|[.[\]()|,]))/y

type Token = { readonly kind: 'name' | 'number' | 'text' | 'sign'; readonly text: string }

/**
 * What `{{expression}}` renders to: names of the data, their keys, items and methods of dicts, comparisons and the filters that
 * one types on a command line. Throws JinjaError, or TooMuchJinja.
 */
export const renderExpression = (expression: string, data: Value): string =>
  new Expression(expression, data).render()

class Expression {
  readonly #tokens: Token[]

  constructor(
    private readonly source: string,
    private readonly data: Value,
  ) {
    this.#tokens = this.#split()
  }

  render(): string {
    const value = this.#compared()
    if (this.#tokens.length > 0) this.#giveUp()
    return printed(value)
  }

  #compared(): Value {
    const left = this.#filtered()
    const sign = this.#tokens[0]?.text ?? ''
    if (!['==', '!=', 'in'].includes(sign)) return left
    this.#tokens.shift()
    const right = this.#filtered()
    if (sign === 'in') return contains(right, left)
    return (repr(left) === repr(right)) === (sign === '==')
  }

  #filtered(): Value {
    let value = this.#primary()
    while (this.#accept('|')) {
      const name = this.#next().text
      const filter = filters[name]
      if (!filter) this.#giveUp()
      value = filter(value, this.#accept('(') ? this.#arguments() : [])
    }
    return value
  }

  #primary(): Value {
    const token = this.#next()
    let value: Value
    let path = token.text
    if (token.kind === 'text') value = token.text
    else if (token.kind === 'number') value = Number(token.text)
    else if (token.kind === 'name') value = item(this.data, token.text)
    else this.#giveUp()
    for (;;) {
      const dot = this.#accept('.')
      if (!dot && !this.#accept('[')) return value
      if (value === undefined) throw new JinjaError(`${reprString(path)} is undefined`)
      const key = dot ? this.#next().text : this.#key()
      value = dot && this.#accept('(') ? this.#called(value, key) : item(value, key)
      path = key
    }
  }

  #key(): string {
    const key = this.#filtered()
    if (!this.#accept(']')) this.#giveUp()
    return printed(key)
  }

  #called(value: Value, name: string): Value {
    const args = this.#arguments()
    if (!isDict(value)) return this.#giveUp()
    if (name === 'get') return item(value, printed(args[0])) ?? args[1] ?? null
    if (name === 'keys') return view('dict_keys', Object.keys(value))
    if (name === 'values') return view('dict_values', Object.values(value))
    return this.#giveUp()
  }

  #arguments(): Value[] {
    const args: Value[] = []
    while (!this.#accept(')')) {
      args.push(this.#filtered())
      this.#accept(',')
    }
    return args
  }

  #next(): Token {
    return this.#tokens.shift() ?? this.#giveUp()
  }

  #accept(sign: string): boolean {
    const found = this.#tokens[0]?.kind === 'sign' && this.#tokens[0].text === sign
    if (found) this.#tokens.shift()
    return found
  }

  #split(): Token[] {
    const found: Token[] = []
    const pattern = new RegExp(tokens)
    while (pattern.lastIndex < this.source.trimEnd().length) {
      const [, name, number, single, double, sign] = pattern.exec(this.source) ?? this.#giveUp()
      if (name !== undefined) found.push({ kind: 'name', text: name })
      else if (number !== undefined) found.push({ kind: 'number', text: number })
      else if (sign !== undefined) found.push({ kind: 'sign', text: sign })
      else found.push({ kind: 'text', text: single ?? double ?? '' })
    }
    return found
  }

  #giveUp(): never {
    throw new TooMuchJinja(this.source)
  }
}

/** What a dict's method gives is no list until it is made one. */
const views = new WeakMap<object, string>()
const view = (kind: string, values: readonly Value[]): Value => {
  views.set(values, kind)
  return values
}

const isDict = (value: Value): value is { readonly [key: string]: Value } =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const listOf = (value: Value): readonly Value[] => {
  if (Array.isArray(value)) return value as readonly Value[]
  if (typeof value === 'string') return [...value]
  return isDict(value) ? Object.keys(value) : []
}

const item = (value: Value, key: string): Value => {
  if (Array.isArray(value)) return (value as readonly Value[]).at(Number(key))
  return isDict(value) && Object.hasOwn(value, key) ? value[key] : undefined
}

const contains = (whole: Value, part: Value): boolean =>
  typeof whole === 'string' ? whole.includes(printed(part)) : listOf(whole).includes(part)

const filters: Readonly<Record<string, (value: Value, args: readonly Value[]) => Value>> = {
  list: (value) => [...listOf(value)],
  length: (value) => listOf(value).length,
  count: (value) => listOf(value).length,
  sort: (value) => listOf(value).toSorted(),
  first: (value) => listOf(value)[0],
  last: (value) => listOf(value).at(-1),
  join: (value, [between = '']) => listOf(value).map(printed).join(printed(between)),
  default: (value, [otherwise = '']) => (value === undefined ? otherwise : value),
  d: (value, [otherwise = '']) => (value === undefined ? otherwise : value),
  lower: (value) => printed(value).toLowerCase(),
  upper: (value) => printed(value).toUpperCase(),
  int: (value) => Number.parseInt(printed(value), 10) || 0,
  string: (value) => printed(value),
  tojson: (value) => jsonDumps(value),
}

/** As Python's str(); what is undefined prints nothing. */
const printed = (value: Value): string => {
  if (value === undefined) return ''
  return typeof value === 'string' ? value : repr(value)
}

const repr = (value: Value): string => {
  if (typeof value === 'string') return reprString(value)
  if (value === null || value === undefined) return 'None'
  if (typeof value === 'boolean') return value ? 'True' : 'False'
  if (typeof value === 'number') return String(value)
  if (Array.isArray(value)) {
    const list = `[${(value as readonly Value[]).map(repr).join(', ')}]`
    const kind = views.get(value)
    return kind === undefined ? list : `${kind}(${list})`
  }
  const entries = Object.entries(value).map(([key, each]) => `${reprString(key)}: ${repr(each)}`)
  return `{${entries.join(', ')}}`
}
