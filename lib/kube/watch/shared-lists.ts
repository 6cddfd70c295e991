import { type Clock, systemClock } from '../../wait/clock'
import { seconds } from '../../wait/duration'
import { type LiveList } from './watched-list'

/** The next wait for the same objects usually comes within seconds: it finds the stream still open. */
const LINGER = seconds(10)

/** Lists by what they list: who asks for the same gets the same stream, which ends a while after its last user. */
export class SharedLists implements AsyncDisposable {
  readonly #shared = new Map<string, Shared>()

  constructor(private readonly clock: Clock = systemClock) {}

  /** The list under that name, made if there is none. Disposing the answer gives it back, once. */
  open<T>(name: string, make: () => LiveList<T>): LiveList<T> {
    const found = this.#shared.get(name)
    const shared = found?.list.alive ? found : { list: make(), users: 0, forget: () => undefined }
    this.#shared.set(name, shared)
    shared.users += 1
    shared.forget()
    return lent(shared.list as LiveList<T>, () => this.#giveBack(name, shared))
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const all = [...this.#shared.values()]
    this.#shared.clear()
    for (const { forget } of all) forget()
    await Promise.all(all.map(({ list }) => list[Symbol.asyncDispose]()))
  }

  #giveBack(name: string, shared: Shared): void {
    shared.users -= 1
    if (shared.users > 0 || this.#shared.get(name) !== shared) return
    shared.forget = this.clock.after(LINGER, () => {
      this.#shared.delete(name)
      void shared.list[Symbol.asyncDispose]()
    })
  }
}

interface Shared {
  readonly list: LiveList<unknown>
  users: number
  /** Calls off its end. */
  forget: () => void
}

const lent = <T>(list: LiveList<T>, giveBack: () => void): LiveList<T> => {
  let mine = true
  return {
    get items() {
      return list.items
    },
    get alive() {
      return list.alive
    },
    ready: () => list.ready(),
    onChange: (listener) => list.onChange(listener),
    follow: (changed, signal) => list.follow(changed, signal),
    async [Symbol.asyncDispose]() {
      if (mine) giveBack()
      mine = false
    },
  }
}
