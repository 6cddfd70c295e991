import { createHash } from 'node:crypto'

/** A span of simulated milliseconds within which a duration falls. */
export interface Span {
  readonly leastMs: number
  readonly mostMs: number
}

const hexadecimal = '0123456789abcdef'

/**
 * A seeded generator (sfc32). Whoever draws has one of its own, by its name: what it gets hangs on the seed and on its
 * own draws before, never on what others do meanwhile.
 */
export class SeededRandom {
  readonly #state: Uint32Array
  readonly #components = new Map<string, SeededRandom>()

  constructor(
    readonly seed: number,
    private readonly name = '',
  ) {
    const digest = createHash('sha256').update(`${seed}${name}`).digest()
    this.#state = Uint32Array.from([0, 4, 8, 12], (at) => digest.readUInt32LE(at))
  }

  /** The generator of a component: the same one whenever its name is asked for, so that its draws go on. */
  of(component: string): SeededRandom {
    let found = this.#components.get(component)
    if (!found) this.#components.set(component, (found = this.forObject(component)))
    return found
  }

  /** A generator for one object, from its beginning; nothing of it is kept here. */
  forObject(name: string): SeededRandom {
    return this.named(`${this.name}/${name}`)
  }

  protected named(name: string): SeededRandom {
    return new SeededRandom(this.seed, name)
  }

  /** In [0, 1). */
  next(): number {
    const [a = 0, b = 0, c = 0, count = 0] = this.#state
    const drawn = (a + b + count) >>> 0
    this.#state.set([b ^ (b >>> 9), c + (c << 3), ((c << 21) | (c >>> 11)) + drawn, count + 1])
    return drawn / 4294967296
  }

  between(low: number, high: number): number {
    return low + this.next() * (high - low)
  }

  within({ leastMs, mostMs }: Span): number {
    return this.between(leastMs, mostMs)
  }

  /** `length` characters of an alphabet; Kubernetes' own by default (no vowels, no 0 1 3). */
  text(length: number, alphabet = 'bcdfghjklmnpqrstvwxz2456789'): string {
    return Array.from({ length }, () => alphabet[Math.floor(this.next() * alphabet.length)]).join(
      '',
    )
  }

  hex(length: number): string {
    return this.text(length, hexadecimal)
  }

  uuid(): string {
    const hex = this.hex(32)
    return [
      hex.slice(0, 8),
      hex.slice(8, 12),
      `4${hex.slice(13, 16)}`,
      `8${hex.slice(17, 20)}`,
      hex.slice(20),
    ].join('-')
  }
}
