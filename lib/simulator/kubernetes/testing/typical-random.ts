import { SeededRandom } from '../../chance/seeded-random'

/** Every duration falls at one place in its range: a story then goes the same way however often chance was asked. */
export class TypicalRandom extends SeededRandom {
  /** 0: always the shortest, 1: always the longest. */
  constructor(
    private readonly place: number,
    name = '',
  ) {
    super(42, name)
  }

  protected override named(name: string): SeededRandom {
    return new TypicalRandom(this.place, name)
  }

  override between(low: number, high: number): number {
    return low + this.place * (high - low)
  }
}
