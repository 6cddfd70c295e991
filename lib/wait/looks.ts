import { systemClock, type Clock } from './clock'
import { type Condition, notYet, type Verdict } from './condition'
import { inSeconds, type Milliseconds, seconds } from './duration'
import { inTime } from './in-time'
import { News } from './news'
import { announceWait } from './observers'

/** One look at a condition: what it gave, and how long after the start. */
export interface Look<T> {
  readonly after: Milliseconds
  readonly verdict: Verdict<T>
}

interface LookOptions {
  readonly within: Milliseconds
  readonly signal?: AbortSignal | undefined
  readonly clock?: Clock
}

/** How long the look at the deadline may take to answer. */
const LAST_ANSWER = seconds(2)
/** Without a watch the first looks follow one another quickly: most of what is waited for comes soon. */
const FIRST_PAUSE = 100
const WITHOUT_WATCH = 500
const BESIDE_WATCH = seconds(5)

/**
 * Looks at a condition until the time is up or the caller stops asking: at once, whenever its watch says that
 * something changed (changes during a look count as one), every so often, and once exactly at the end. A look
 * that doesn't answer ends it, as "not yet". Nothing it started outlives it.
 */
export async function* looks<T>(
  condition: Condition<T>,
  { within, signal, clock = systemClock }: LookOptions,
): AsyncGenerator<Look<T>, void, undefined> {
  signal?.throwIfAborted()
  const ended = new AbortController()
  const wait = announceWait(condition.description)
  const started = clock.now()
  const deadline = started + within
  const news = new News()
  let watch: Watch | undefined
  try {
    for (let pause = FIRST_PAUSE; ; pause *= 2) {
      const begun = clock.now()
      news.expect()
      const answer = condition.check(ended.signal)
      const verdict =
        (await inTime(answer, { by: deadline + LAST_ANSWER, clock, signal })) ??
        notYet(`no answer for ${inSeconds(clock.now() - begun)}`)
      wait.saw(verdict.met ? 'met' : verdict.seen)
      yield { after: clock.now() - started, verdict }
      if (begun >= deadline || clock.now() >= deadline + LAST_ANSWER) return
      watch ??= startWatch(condition, () => news.arrived(), ended.signal)
      const every = watch.alive ? BESIDE_WATCH : Math.min(pause, WITHOUT_WATCH)
      const by = Math.min(clock.now() + (condition.everyMs ?? every), deadline)
      await inTime(news.next, { by, clock, signal })
    }
  } finally {
    ended.abort()
    wait.end()
  }
}

interface Watch {
  /** Does it tell of changes? */
  readonly alive: boolean
}

/** A watch that fails is replaced by looking often: the look is the judge, the watch only saves time. */
function startWatch<T>(condition: Condition<T>, changed: () => void, signal: AbortSignal): Watch {
  const watch = { alive: condition.watch !== undefined }
  const gone = (): void => {
    watch.alive = false
    changed()
  }
  condition.watch?.(changed, signal).then(gone, gone)
  return watch
}
