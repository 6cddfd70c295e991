const degree = 31
const separation = 3

/** random(3) of glibc: an additive generator, whose state a linear one fills from the seed. */
export class GlibcRandom {
  readonly #state = new Int32Array(degree)
  #at = separation
  #behind = 0

  constructor(seed: number) {
    let word = seed >>> 0 || 1
    for (let index = 0; index < degree; index++) {
      this.#state[index] = word
      word = minimalStandard(this.#state[index] ?? 0)
    }
    for (let index = 0; index < 10 * degree; index++) this.next()
  }

  /** From 0 to 2147483647. */
  next(): number {
    const state = this.#state
    const sum = ((state[this.#at] ?? 0) + (state[this.#behind] ?? 0)) | 0
    state[this.#at] = sum
    this.#at = (this.#at + 1) % degree
    this.#behind = (this.#behind + 1) % degree
    return sum >>> 1
  }
}

/** Park and Miller's generator, by Schrage's way of not leaving 32 bits. */
const minimalStandard = (word: number): number => {
  const next = 16_807 * (word % 127_773) - 2_836 * Math.trunc(word / 127_773)
  return next < 0 ? next + 2_147_483_647 : next
}
