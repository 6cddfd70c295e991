import { SeededRandom } from '../../lib/simulator/chance/seeded-random'
import { type Accident, accidents, killed } from './accidents'
import { type Crash } from './crash'

/** Every accident at every change point. */
export const everyCrash = (points: number): readonly Crash[] =>
  accidents.flatMap((accident) => at(points).map((point) => ({ accident, at: point })))

/** So many of them: every accident in turn, each at points drawn by seed, kill -9 twice as often as any other. */
export function drawCrashes(points: number, wanted: number, seed: number): readonly Crash[] {
  const random = new SeededRandom(seed)
  const turn: readonly Accident[] = [killed, ...accidents]
  const left = new Map(accidents.map((accident) => [accident, at(points)]))
  const drawn: Crash[] = []
  for (let i = 0; drawn.length < wanted; i++) {
    const accident = turn[i % turn.length]!
    const untried = left.get(accident)!
    const [point] = untried.splice(Math.floor(random.next() * untried.length), 1)
    if (point !== undefined) drawn.push({ accident, at: point })
    else if ([...left.values()].every(({ length }) => length === 0)) break
  }
  return drawn
}

const at = (points: number): number[] => Array.from({ length: points }, (_, i) => i)
