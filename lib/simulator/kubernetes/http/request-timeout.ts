import { durationMistake } from '../../go/duration'
import { badRequest } from '../api/status-error'
import { has } from '../release/changes'
import { isLasting } from './method'
import { type Route } from './route'

/**
 * How long a client gives the server for its answer. Throws 400 for what is no duration, before it is asked who that is;
 * where the answer lasts, and to older servers, it is as if nothing were said.
 */
export function insistOnTimeout(
  method: string,
  route: Route,
  query: URLSearchParams,
  minor: number,
): void {
  if (!has('timeoutsAreRead', minor) || isLasting(method, route, query)) return
  const timeout = query.get('timeout')
  const mistake = timeout ? durationMistake(timeout) : undefined
  if (mistake) throw badRequest(`invalid timeout specified in the request URL - ${mistake}`)
}
