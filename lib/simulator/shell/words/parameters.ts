import { bashVariables } from '../dash'
import { commandText } from '../source/functions'
import type { ShellState } from '../shell-state'
import type { Elements } from '../variables'
import { inHashOrder } from './hash-order'

/** What a parameter stands for; `each` tells `"$@"` from `"$*"`. */
export type Value =
  | { readonly kind: 'one'; readonly text: string }
  | { readonly kind: 'list'; readonly texts: readonly string[]; readonly each: boolean }

const one = (text: string | undefined): Value | undefined =>
  text === undefined ? undefined : { kind: 'one', text }

/** `star`: as `"$*"` has it. */
export const list = (texts: readonly string[], star: boolean): Value => ({
  kind: 'list',
  texts,
  each: !star,
})

/** Each of its texts changed. */
export const mapped = (value: Value, change: (text: string) => string): Value =>
  value.kind === 'list'
    ? { ...value, texts: value.texts.map(change) }
    : { kind: 'one', text: change(value.text) }

/** `name[subscript]` apart. */
export const subscripted = (parameter: string): { name: string; subscript: string } | undefined => {
  const [, name, subscript] = /^(\w+)\[(.*)\]$/s.exec(parameter) ?? []
  return name === undefined || subscript === undefined ? undefined : { name, subscript }
}

/** Looks parameters up; `index` works an array's subscript out. */
export class Parameters {
  constructor(
    private readonly state: ShellState,
    private readonly index: (subscript: string) => number,
  ) {}

  /** Undefined where it is unset. */
  value(parameter: string): Value | undefined {
    if (parameter === '@' || parameter === '*')
      return list(this.state.positional, parameter === '*')
    const element = subscripted(parameter)
    if (!element) return one(this.text(parameter))
    const { name, subscript } = element
    const elements = this.elements(name)
    if (subscript !== '@' && subscript !== '*') return one(elements.get(this.key(name, subscript)))
    return list([...elements.values()], subscript === '*')
  }

  /** What stands for one text. */
  text(name: string): string | undefined {
    return /^[A-Za-z_]/.test(name) ? this.#variable(name) : this.#special(name)
  }

  /** In the order of their indices; a variable that is no array is an array of one. */
  elements(name: string): Elements {
    if (name === 'PIPESTATUS') return numbered(this.state.pipeStatus.map(String))
    const frames = numbersOfCalls[name]?.(this.state)
    if (frames) return numbered(frames)
    const variable = this.state.variables.find(name)
    if (!variable?.elements)
      return new Map(variable?.value === undefined ? [] : [[0, variable.value]])
    if (variable.associative) return inHashOrder(variable.elements)
    return new Map([...variable.elements].sort(([a], [b]) => Number(a) - Number(b)))
  }

  /** The key of an element: negative numbers count from the end. */
  key(name: string, subscript: string): number | string {
    if (this.state.variables.find(name)?.associative)
      return subscript.replace(/^(["'])(.*)\1$/s, '$2')
    const index = this.index(subscript)
    return index < 0
      ? index + 1 + Math.max(-1, ...[...this.elements(name).keys()].map(Number))
      : index
  }

  #special(name: string): string | undefined {
    const { state } = this
    switch (name) {
      case '?':
        return String(state.status)
      case '$':
        return String(state.start.world.pid)
      case '!':
        return state.lastJob === undefined ? undefined : String(state.lastJob)
      case '#':
        return String(state.positional.length)
      case '-':
        return state.options.flags
      case '0':
        return state.start.argv0
      default:
        return state.positional[Number(name) - 1]
    }
  }

  #variable(name: string): string | undefined {
    const { state } = this
    if (state.dialect === 'dash' && bashVariables.has(name)) return state.variables.text(name)
    switch (name) {
      case 'RANDOM':
        return String(Math.floor(state.world.random() * 32768))
      case 'SECONDS':
        return String(Math.floor(state.world.now() - state.startedAt))
      case 'EPOCHSECONDS':
        return String(Math.floor(state.world.now()))
      case 'LINENO':
        return String(state.line)
      case 'BASHPID':
        return String(state.world.pid)
      case 'FUNCNAME':
        return numbersOfCalls['FUNCNAME']?.(state)[0]
      case 'BASH_SOURCE':
        return state.source
      case 'BASH_LINENO':
        return state.calls[0] && String(state.calls[0].line)
      case 'BASH_COMMAND':
        return state.command && commandText(state.command)
      case 'BASH_SUBSHELL':
        return String(state.subshells)
      case 'EPOCHREALTIME':
        return state.world.now().toFixed(6)
      case 'PIPESTATUS':
        return String(state.pipeStatus[0] ?? 0)
      default:
        return state.variables.text(name)
    }
  }
}

/** What is told of each function around the command that runs, and of the script itself, where that is a file. */
const numbersOfCalls: Readonly<Record<string, (state: ShellState) => readonly string[]>> = {
  FUNCNAME: ({ calls, start }) =>
    calls.every(({ isFile }) => isFile)
      ? []
      : [...calls.map(({ name }) => name), ...(start.isFile ? ['main'] : [])],
  BASH_SOURCE: ({ calls, start }) => [
    ...calls.map(({ source }) => source),
    ...(start.isFile ? [start.argv0] : []),
  ],
  BASH_LINENO: ({ calls, start }) => [
    ...calls.map(({ line }) => String(line)),
    ...(start.isFile ? ['0'] : []),
  ],
}

const numbered = (texts: readonly string[]): Elements => new Map(texts.entries())
