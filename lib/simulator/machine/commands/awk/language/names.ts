import { CompileError } from '../awk-error'
import type { Call, FunctionDefinition, Program } from './syntax'
import { type Use, usesIn, waitsIn } from './uses'

type Kind = 'array' | 'variable'

type Argument = Extract<Use, { as: 'argument' }>

/** Which names of a program stand for arrays, and which of its functions may have to wait. */
export class Names {
  readonly waiting: ReadonlySet<string>
  readonly #kinds = new Map<string, Kind>([
    ['/ARGV', 'array'],
    ['/ENVIRON', 'array'],
  ])
  readonly #arguments: {
    readonly use: Argument
    readonly scope: FunctionDefinition | undefined
  }[] = []

  /** Throws CompileError where the two are mixed up, and for calls of functions that are not there. */
  constructor(private readonly program: Program) {
    for (const call of program.calls) this.#check(call)
    for (const each of program.functions.values()) this.#look(each.body, each)
    this.#look([program.begin, program.rules, program.end], undefined)
    while (this.#arguments.some(({ use, scope }) => this.#agree(use, scope)));
    for (const { use, scope } of this.#arguments) this.#compare(use, scope)
    this.waiting = waitingFunctions(program)
  }

  /** `scope` is the function that the name is used in. */
  isArray(name: string, scope: FunctionDefinition | undefined): boolean {
    return this.#kinds.get(keyOf(name, scope)) === 'array'
  }

  /** Names that are no variables. */
  get taken(): ReadonlySet<string> {
    const arrays = [...this.#kinds].flatMap(([key, kind]) =>
      kind === 'array' && key.startsWith('/') ? [key.slice(1)] : [],
    )
    return new Set([...arrays, ...this.program.functions.keys()])
  }

  #check({ name, line, args }: Call): void {
    const called = this.program.functions.get(name)
    if (!called)
      throw new CompileError(`line ${this.program.lastLine}: function ${name} never defined`)
    if (args.length > called.parameters.length)
      throw new CompileError(`line ${line}: too many arguments in call to ${name}`)
  }

  #look(piece: unknown, scope: FunctionDefinition | undefined): void {
    for (const use of usesIn(piece)) {
      if (use.as === 'argument') {
        this.#arguments.push({ use, scope })
        this.#agree(use, scope)
        continue
      }
      const key = keyOf(use.name.name, scope)
      const kind = use.as === 'array' ? 'array' : 'variable'
      const known = this.#kinds.get(key)
      if (known !== undefined && known !== kind && use.as !== 'measured')
        throw this.#illegal(use, known, scope)
      if (known === undefined) this.#kinds.set(key, kind)
    }
  }

  #illegal(
    { name: { name, line } }: Use,
    known: Kind,
    scope: FunctionDefinition | undefined,
  ): CompileError {
    if (this.program.functions.has(name))
      return new CompileError(`line ${line}: syntax error at or near ${name}`)
    const local = scope?.parameters.includes(name) ? 'local ' : ''
    return new CompileError(`line ${line}: illegal reference to ${local}${known} ${name}`)
  }

  /** Whether one of both has learnt from the other what it is. */
  #agree(use: Argument, scope: FunctionDefinition | undefined): boolean {
    const [given, wanted] = this.#keys(use, scope)
    const kind = this.#kinds.get(given) ?? this.#kinds.get(wanted)
    if (kind === undefined || (this.#kinds.has(given) && this.#kinds.has(wanted))) return false
    // What is given to a variable may be an array's name that nobody has used as one.
    if (kind === 'variable') return false
    this.#kinds.set(given, kind)
    this.#kinds.set(wanted, kind)
    return true
  }

  #compare(use: Argument, scope: FunctionDefinition | undefined): void {
    const [given, wanted] = this.#keys(use, scope).map((key) => this.#kinds.get(key) ?? 'variable')
    if (given === wanted) return
    const { name, line } = use.call
    throw new CompileError(`line ${line}: type error in arg(${use.index + 1}) in call to ${name}`)
  }

  #keys({ name, call, index }: Argument, scope: FunctionDefinition | undefined): [string, string] {
    const called = this.program.functions.get(call.name)
    return [keyOf(name.name, scope), keyOf(called?.parameters[index] ?? '', called)]
  }
}

const keyOf = (name: string, scope: FunctionDefinition | undefined): string =>
  scope?.parameters.includes(name) ? `${scope.name}/${name}` : `/${name}`

const waitingFunctions = ({ functions }: Program): ReadonlySet<string> => {
  const waiting = new Set<string>()
  const mustWait = ({ name, body }: FunctionDefinition): boolean =>
    !waiting.has(name) &&
    [...waitsIn(body)].some((each) => each.kind !== 'call' || waiting.has(String(each.name)))
  for (;;) {
    const more = [...functions.values()].filter(mustWait)
    if (more.length === 0) return waiting
    for (const { name } of more) waiting.add(name)
  }
}
