import { GlibcRandom } from './random'
import { largestInteger, toInteger } from './numbers'
import { toNumber, type Value } from './value'

/** What rand() and srand() answer from: until it is given a seed it has one of its own. */
export class RandomNumbers {
  #seed: Value
  #generator: GlibcRandom | undefined

  constructor(firstSeed: number) {
    this.#seed = firstSeed
  }

  /** From 0 to 1. */
  next(): number {
    this.#generator ??= new GlibcRandom(toInteger(toNumber(this.#seed)))
    return this.#generator.next() / largestInteger
  }

  /** The answer is the seed before, as it was given. */
  seed(seed: Value): Value {
    const before = this.#seed
    this.#seed = seed
    this.#generator = undefined
    return before
  }
}
