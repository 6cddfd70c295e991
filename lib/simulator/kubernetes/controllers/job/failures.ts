import { type KubeObject } from '../../objects'

const firstMs = 10_000
const longestMs = 360_000

interface Known {
  /** Since a pod last did well. */
  count: number
  heldUntil?: number
}

/** How often pods of a Job have failed, and how long their places stay empty: not at all at first, then longer each time. */
export class Failures {
  readonly #known = new Map<string, Known>()

  constructor(private readonly now: () => number) {}

  /** In how many milliseconds a failure that is seen now is to be looked into. */
  heldFor({ metadata: { uid = '' } }: KubeObject): number {
    const known = this.#known.get(uid)
    if (!known) return 0
    known.heldUntil ??= this.now() + Math.min(longestMs, firstMs * 2 ** (known.count - 1))
    return Math.max(0, known.heldUntil - this.now())
  }

  /** The Job's status was written, for a failure or for what is well. */
  note({ metadata: { uid = '' } }: KubeObject, isFailure: boolean): void {
    const { count = 0 } = this.#known.get(uid) ?? {}
    if (isFailure) this.#known.set(uid, { count: count + 1 })
    else this.#known.delete(uid)
  }
}
