import type { Steps } from '../steps'
import type { Assignment, WordNode } from '../syntax'
import { subscripted } from '../words/parameters'
import type { Interpreter } from './interpreter'

/** Carries `name=value` out in this shell. */
export function* assign(
  { name, value, append, array }: Assignment,
  shell: Interpreter,
): Steps<void> {
  if (array) return yield* assignArray(name, array, append, shell)
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

function* assignArray(
  name: string,
  array: readonly WordNode[],
  append: boolean,
  shell: Interpreter,
): Steps<void> {
  const { words, state } = shell
  const isAssociative = state.variables.find(name)?.associative === true
  const elements = new Map(append ? words.parameters.elements(name) : [])
  let next = Math.max(-1, ...[...elements.keys()].map(Number).filter(Number.isInteger)) + 1
  for (const word of array) {
    const keyed = yield* keyedElement(word, shell)
    if (keyed) {
      const key = isAssociative ? keyed.key : Number(words.number(keyed.key))
      elements.set(key, keyed.value)
      if (typeof key === 'number') next = key + 1
    } else for (const value of yield* words.fields([word])) elements.set(next++, value)
  }
  state.variables.setElements(name, elements)
}

/** `[key]=value` */
function* keyedElement(
  word: WordNode,
  shell: Interpreter,
): Steps<{ key: string; value: string } | undefined> {
  const [first] = word.parts
  const start =
    first?.type === 'Glob' ? first.pattern : first?.type === 'Literal' ? first.value : ''
  if (!start.startsWith('[')) return undefined
  const [, key, value] = /^\[(.*?)\]=(.*)$/s.exec(yield* shell.words.text(word)) ?? []
  return key === undefined || value === undefined ? undefined : { key, value }
}
