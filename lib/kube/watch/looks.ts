import { notYet, type Verdict } from '../../wait/condition'
import { isPassing } from '../api/kube-error'
import { type LiveList } from './watched-list'

export type Watch = Pick<LiveList<unknown>, 'follow'> & AsyncDisposable

/** A condition's watch: whatever changes in that list is a reason to look again. */
export const following =
  (open: () => Watch) =>
  async (changed: () => void, signal: AbortSignal): Promise<void> => {
    await using list = open()
    await list.follow(changed, signal)
  }

/** An API server that is restarting, or a line that drops, is a reason to look again, not to give up. */
export const ridingOut = async <T>(look: () => Promise<Verdict<T>>): Promise<Verdict<T>> => {
  try {
    return await look()
  } catch (error) {
    if (!isPassing(error)) throw error
    return notYet((error as Error).message.split('\n')[0] ?? '')
  }
}
