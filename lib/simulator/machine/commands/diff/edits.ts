/** A run of lines that differ: from and to in each file, counted from 0, the end not included. */
export interface Change {
  readonly left: readonly [from: number, to: number]
  readonly right: readonly [from: number, to: number]
}

/** The fewest lines that must go and come, by Myers' algorithm; told apart by `same`. */
export const changesBetween = (left: readonly string[], right: readonly string[]): Change[] => {
  let start = 0
  while (start < left.length && start < right.length && left[start] === right[start]) start++
  let [l, r] = [left.length, right.length]
  while (l > start && r > start && left[l - 1] === right[r - 1]) {
    l--
    r--
  }
  return grouped(shortest(left.slice(start, l), right.slice(start, r)), start)
}

type Step = 'both' | 'left' | 'right'

/** The way through the grid of both files, from the end of its trace back. */
const shortest = (left: readonly string[], right: readonly string[]): Step[] => {
  const [n, m] = [left.length, right.length]
  const trace: Map<number, number>[] = []
  let reached = new Map([[1, 0]])
  for (let d = 0; ; d++) {
    trace.push(new Map(reached))
    for (let k = -d; k <= d; k += 2) {
      let x = goesDown(reached, k, d) ? (reached.get(k + 1) ?? 0) : (reached.get(k - 1) ?? 0) + 1
      while (x < n && x - k < m && left[x] === right[x - k]) x++
      reached.set(k, x)
      if (x >= n && x - k >= m) return wayBack(trace, n, m)
    }
    reached = new Map(reached)
  }
}

const goesDown = (reached: ReadonlyMap<number, number>, k: number, d: number): boolean =>
  k === -d || (k !== d && (reached.get(k - 1) ?? -1) < (reached.get(k + 1) ?? -1))

const wayBack = (trace: readonly ReadonlyMap<number, number>[], n: number, m: number): Step[] => {
  const steps: Step[] = []
  let [x, y] = [n, m]
  for (let d = trace.length - 1; d >= 0; d--) {
    const reached = trace[d] ?? new Map<number, number>()
    const k = x - y
    const before = goesDown(reached, k, d) ? k + 1 : k - 1
    const fromX = reached.get(before) ?? 0
    const fromY = fromX - before
    while (x > fromX && y > fromY && x > 0 && y > 0) {
      steps.push('both')
      x--
      y--
    }
    if (d > 0) steps.push(x === fromX ? 'right' : 'left')
    ;[x, y] = [fromX, fromY]
  }
  return steps.reverse()
}

const grouped = (steps: readonly Step[], start: number): Change[] => {
  const changes: Change[] = []
  let [l, r] = [start, start]
  for (let index = 0; index < steps.length;) {
    if (steps[index] === 'both') {
      l++
      r++
      index++
      continue
    }
    const [fromL, fromR] = [l, r]
    for (; steps[index] === 'left' || steps[index] === 'right'; index++) {
      if (steps[index] === 'left') l++
      else r++
    }
    changes.push({ left: [fromL, l], right: [fromR, r] })
  }
  return changes
}
