import type { Node } from './syntax'

/** What a state of the machine that can be in many places at once waits for. */
type Place =
  | { readonly kind: 'bytes'; readonly members: ReadonlySet<number>; readonly next: number }
  | { readonly kind: 'start' | 'end'; readonly next: number }
  | { readonly kind: 'fork'; readonly next: number; readonly other: number }
  | { readonly kind: 'found' }

/** A set of places, as one state; made when it is first come to. */
interface State {
  readonly places: readonly number[]
  readonly found: boolean
  /** Whether it is found if the text ends here. */
  readonly foundAtEnd: boolean
  readonly next: (State | undefined)[]
}

export interface Match {
  readonly start: number
  readonly end: number
}

/** Looks for the leftmost match, and the longest there: what POSIX asks for and JavaScript's expressions do not do. */
export class Automaton {
  readonly #places: Place[] = []
  readonly #first: number
  /** Where looks begin: with the text, within it, and with the text for a match that may begin anywhere. */
  readonly #atStart: State
  readonly #within: State
  readonly #anywhere: State
  readonly #states = new Map<string, State>()
  readonly #floating = new Map<string, State>()

  constructor(tree: Node) {
    this.#first = this.#build(tree, this.#add({ kind: 'found' }))
    this.#atStart = this.#state([this.#first], true, this.#states)
    this.#within = this.#state([this.#first], false, this.#states)
    this.#anywhere = this.#state([this.#first], true, this.#floating)
  }

  /** Whether it is anywhere in the text. */
  test(text: string): boolean {
    let state = this.#anywhere
    for (let at = 0; at < text.length; at++) {
      if (state.found) return true
      state = this.#step(state, text.charCodeAt(at), this.#floating)
    }
    return state.foundAtEnd
  }

  find(text: string, from = 0): Match | undefined {
    for (let start = from; start <= text.length; start++) {
      const end = this.#endFrom(text, start)
      if (end !== undefined) return { start, end }
    }
    return undefined
  }

  #endFrom(text: string, start: number): number | undefined {
    let state = start === 0 ? this.#atStart : this.#within
    let end: number | undefined
    for (let at = start; ; at++) {
      if (state.found || (at === text.length && state.foundAtEnd)) end = at
      if (at === text.length || state.places.length === 0) return end
      state = this.#step(state, text.charCodeAt(at), this.#states)
    }
  }

  #step(state: State, byte: number, states: Map<string, State>): State {
    const known = state.next[byte]
    if (known) return known
    const targets = state.places.flatMap((index) => {
      const place = this.#places[index]!
      return place.kind === 'bytes' && place.members.has(byte) ? [place.next] : []
    })
    if (states === this.#floating) targets.push(this.#first)
    return (state.next[byte] = this.#state(targets, false, states))
  }

  #state(targets: readonly number[], isAtStart: boolean, states: Map<string, State>): State {
    const places = this.#reached(targets, isAtStart, false)
    const key = places.join()
    let state = states.get(key)
    if (!state) {
      const found = this.#isFound(places)
      const foundAtEnd = found || this.#isFound(this.#reached(targets, isAtStart, true))
      states.set(key, (state = { places, found, foundAtEnd, next: [] }))
    }
    return state
  }

  #isFound(places: readonly number[]): boolean {
    return places.some((index) => this.#places[index]?.kind === 'found')
  }

  /** All places that can be gone to without taking a byte. */
  #reached(targets: readonly number[], isAtStart: boolean, isAtEnd: boolean): number[] {
    const seen = new Set<number>()
    const waiting = [...targets]
    for (let index = waiting.pop(); index !== undefined; index = waiting.pop()) {
      if (seen.has(index)) continue
      seen.add(index)
      const place = this.#places[index]!
      if (place.kind === 'fork') waiting.push(place.next, place.other)
      if ((place.kind === 'start' && isAtStart) || (place.kind === 'end' && isAtEnd))
        waiting.push(place.next)
    }
    return [...seen].sort((a, b) => a - b)
  }

  #add(place: Place): number {
    return this.#places.push(place) - 1
  }

  /** Builds from the back; the answer is where the part begins. */
  #build(node: Node, next: number): number {
    switch (node.kind) {
      case 'empty':
        return next
      case 'bytes':
        return this.#add({ kind: 'bytes', members: node.members, next })
      case 'start':
      case 'end':
        return this.#add({ kind: node.kind, next })
      case 'both':
        return node.parts.reduceRight((behind, part) => this.#build(part, behind), next)
      case 'either':
        return node.parts
          .map((part) => this.#build(part, next))
          .reduce((other, one) => this.#add({ kind: 'fork', next: one, other }))
      case 'repeated': {
        const fork = this.#add({ kind: 'found' })
        const part = this.#build(node.part, node.more ? fork : next)
        this.#places[fork] = { kind: 'fork', next: part, other: next }
        return node.atLeastOnce ? part : fork
      }
    }
  }
}
