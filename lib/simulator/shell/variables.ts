import type { Dialect } from './dialect'
import { FatalError, ShellError } from './control-flow'

/** Elements by their index, or by their key (`declare -A`). */
export type Elements = ReadonlyMap<number | string, string>

export interface Variable {
  /** Without one it is declared only. */
  readonly value?: string
  readonly elements?: Elements
  readonly associative?: boolean
  readonly exported?: boolean
  readonly readonly?: boolean
  readonly integer?: boolean
  /** `declare -n`: its value is the name of another, which it stands for. */
  readonly reference?: boolean
  /** `declare -l`, `declare -u`: what its value is made to be. */
  readonly letters?: 'lower' | 'upper' | undefined
}

export type Marks = Omit<Variable, 'value' | 'elements'>

/** A shell's variables, with the scopes that functions open. Records are never changed, so that a copy is cheap. */
export class Variables {
  #all: Map<string, Variable>
  /** What names stood for before a function made them its own. */
  readonly #scopes: Map<string, Variable | undefined>[] = []
  #environment: Record<string, string> | undefined

  constructor(
    private readonly dialect: Dialect,
    all: Iterable<readonly [string, Variable]> = [],
  ) {
    this.#all = new Map(all)
  }

  copy(): Variables {
    const copy = new Variables(this.dialect, this.#all)
    copy.#scopes.push(...this.#scopes.map((scope) => new Map(scope)))
    return copy
  }

  find(name: string): Variable | undefined {
    const variable = this.#all.get(name)
    return variable?.reference ? this.#all.get(this.#referred(name)) : variable
  }

  /** The variable itself, also where it stands for another. */
  own(name: string): Variable | undefined {
    return this.#all.get(name)
  }

  /** From here on the name stands for another variable. */
  refer(name: string, target: string | undefined): void {
    const value = target ?? this.#all.get(name)?.value
    this.#put(name, { ...(value !== undefined && { value }), reference: true })
  }

  forget(name: string): void {
    this.#all.delete(name)
  }

  /** What a name stands for in the end. */
  #referred(name: string): string {
    let at = name
    for (let steps = 0; steps < 8; steps++) {
      const { reference, value } = this.#all.get(at) ?? {}
      if (!reference || value === undefined || value === at) return at
      at = value
    }
    return at
  }

  /** The text it stands for: an array's first element. */
  text(name: string): string | undefined {
    const variable = this.find(name)
    return variable?.elements ? variable.elements.get(0) : variable?.value
  }

  names(): string[] {
    return [...this.#all.keys()].sort()
  }

  /** Throws FatalError for one that is readonly. */
  set(name: string, value: string): void {
    const target = this.#referred(name)
    const before = this.#writable(target)
    if (before?.elements) this.setElement(target, before.associative ? '0' : 0, value)
    else this.#put(target, { ...before, value: inLetters(value, before?.letters) })
  }

  setElements(name: string, elements: Elements): void {
    const target = this.#referred(name)
    this.#put(target, { ...marksOf(this.#writable(target)), elements })
  }

  setElement(name: string, key: number | string, value: string): void {
    const before = this.#writable(this.#referred(name))
    const elements = new Map(
      before?.elements ?? (before?.value === undefined ? [] : [[0, before.value]]),
    )
    this.setElements(name, elements.set(key, inLetters(value, before?.letters)))
  }

  /** Gives it further qualities, and makes it where it is not there yet. */
  mark(name: string, marks: Marks): void {
    const target = this.#referred(name)
    this.#put(target, { ...this.#all.get(target), ...marks })
  }

  unset(name: string): void {
    const target = this.#referred(name)
    this.#writable(target, 'unset: ')
    this.#environment = undefined
    this.#all.delete(target)
  }

  unsetElement(name: string, key: number | string): void {
    const { elements } = this.#writable(this.#referred(name)) ?? {}
    if (!elements) return
    const left = new Map(elements)
    left.delete(key)
    this.setElements(name, left)
  }

  openScope(): void {
    this.#scopes.push(new Map())
  }

  closeScope(): void {
    for (const [name, before] of this.#scopes.pop() ?? []) this.restore(name, before)
  }

  get inFunction(): boolean {
    return this.#scopes.length > 0
  }

  /** Those that the function has made its own. */
  localNames(): string[] {
    return [...(this.#scopes.at(-1)?.keys() ?? [])].sort()
  }

  /** From here on the name is the function's own; to bash it is unset then, to dash it keeps its value. */
  makeLocal(name: string): void {
    const scope = this.#scopes.at(-1)
    if (!scope) throw new ShellError('local: can only be used in a function')
    const before = this.#writable(name, 'local: ')
    if (!scope.has(name)) {
      scope.set(name, before)
      if (this.dialect === 'bash') this.#put(name, before?.exported ? { exported: true } : {})
    }
  }

  restore(name: string, before: Variable | undefined): void {
    this.#environment = undefined
    if (before) this.#all.set(name, before)
    else this.#all.delete(name)
  }

  /** What a child process gets. */
  environment(): Readonly<Record<string, string>> {
    if (this.#environment) return this.#environment
    const exported: Record<string, string> = {}
    for (const [name, { exported: is, value }] of this.#all)
      if (is && value !== undefined) exported[name] = value
    return (this.#environment = exported)
  }

  #writable(name: string, before = ''): Variable | undefined {
    const variable = this.#all.get(name)
    if (!variable?.readonly) return variable
    if (this.dialect === 'dash') throw new FatalError(`${before}${name}: is read only`, 2)
    if (before === 'unset: ')
      throw new ShellError(`unset: ${name}: cannot unset: readonly variable`)
    throw new (before === '' ? FatalError : ShellError)(`${before}${name}: readonly variable`)
  }

  #put(name: string, variable: Variable): void {
    if (variable.exported || this.#all.get(name)?.exported) this.#environment = undefined
    this.#all.set(name, variable)
  }
}

const marksOf = ({ associative, exported, integer, letters }: Variable = {}): Marks => ({
  ...(associative && { associative }),
  ...(exported && { exported }),
  ...(integer && { integer }),
  ...(letters && { letters }),
})

const inLetters = (text: string, letters: Variable['letters']): string => {
  if (letters === undefined) return text
  return letters === 'lower' ? text.toLowerCase() : text.toUpperCase()
}
