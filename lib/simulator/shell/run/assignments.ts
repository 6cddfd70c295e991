import type { Steps } from '../steps'
import type { Assignment, WordNode } from '../syntax'
import { subscripted } from '../words/parameters'
import type { Interpreter } from './interpreter'

/** What stands between the parentheses of `name=(…)`, worked out. */
export interface GivenArray {
  readonly append: boolean
  readonly elements: readonly GivenElement[]
}

interface GivenElement {
  /** `[key]=value` */
  readonly key?: string
  readonly value: string
}

/** Carries `name=value` out in this shell. */
export function* assign(
  { name, value, append, array }: Assignment,
  shell: Interpreter,
): Steps<void> {
  if (array) return assignArray(name, { append, elements: yield* elementsOf(array, shell) }, shell)
  const text = value ? yield* shell.words.text(value) : ''
  assignText(name, text, append, shell)
}

/** The same of a text that is expanded already; `append`: `+=`. */
export const assignText = (
  name: string,
  text: string,
  append: boolean,
  shell: Interpreter,
): void => {
  const { words, state } = shell
  const isInteger = state.variables.find(subscripted(name)?.name ?? name)?.integer === true
  const before = append ? (words.parameters.value(name) ?? { kind: 'one', text: '' }) : undefined
  const old = before?.kind === 'one' ? before.text : ''
  if (state.options.has('allexport')) state.variables.mark(name, { exported: true })
  if (isInteger) words.assign(name, String(words.number(append ? `(${old || 0})+(${text})` : text)))
  else words.assign(name, old + text)
}

/** Works the words of an array out, which `assignArray` takes. */
export function* elementsOf(array: readonly WordNode[], shell: Interpreter): Steps<GivenElement[]> {
  const elements: GivenElement[] = []
  for (const word of array) {
    const keyed = yield* keyedElement(word, shell)
    if (keyed) elements.push(keyed)
    else for (const value of yield* shell.words.fields([word])) elements.push({ value })
  }
  return elements
}

/** Gives a variable these elements; `append`: behind those that it has. */
export const assignArray = (
  name: string,
  { append, elements: given }: GivenArray,
  shell: Interpreter,
): void => {
  const { words, state } = shell
  const elements = new Map(append ? words.parameters.elements(name) : [])
  if (state.variables.find(name)?.associative === true) {
    for (const [key, value] of pairsOf(given)) elements.set(key, value)
  } else {
    let next = Math.max(-1, ...[...elements.keys()].map(Number).filter(Number.isInteger)) + 1
    for (const { key, value } of given) {
      if (key !== undefined) next = Number(words.number(key))
      elements.set(next++, value)
    }
  }
  state.variables.setElements(name, elements)
}

/** `([k]=v …)`, or `(k v k v)`. */
const pairsOf = (given: readonly GivenElement[]): (readonly [string, string])[] => {
  const pairs: (readonly [string, string])[] = []
  const [first] = given
  if (first?.key !== undefined)
    return given.flatMap(({ key, value }) => (key === undefined ? [] : [[key, value] as const]))
  for (let index = 0; index < given.length; index += 2)
    pairs.push([given[index]?.value ?? '', given[index + 1]?.value ?? ''])
  return pairs
}

function* keyedElement(word: WordNode, shell: Interpreter): Steps<GivenElement | undefined> {
  const [first] = word.parts
  const start =
    first?.type === 'Glob' ? first.pattern : first?.type === 'Literal' ? first.value : ''
  if (!start.startsWith('[')) return undefined
  const [, key, value] = /^\[(.*?)\]=(.*)$/s.exec(yield* shell.words.text(word)) ?? []
  return key === undefined || value === undefined ? undefined : { key, value }
}
