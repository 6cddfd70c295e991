import { type IncomingMessage } from 'node:http'
import { systemClock } from '../../wait/clock'
import { type Milliseconds, seconds } from '../../wait/duration'
import { type ApiConnection } from '../api/api-connection'
import { refusal, reworded } from '../api/reworded'

/** One line of a watch, as it came. The object of an ERROR is a Status; of a BOOKMARK only the version counts. */
export interface WatchLine {
  readonly type: 'ADDED' | 'MODIFIED' | 'DELETED' | 'BOOKMARK' | 'ERROR'
  readonly object: unknown
}

/**
 * The server is asked to end each stream after `lasts`; one that is open `grace` later has died without a
 * word (a firewall, a power cut) and is cut.
 */
export interface StreamLimits {
  readonly lasts: Milliseconds
  readonly grace: Milliseconds
}

const DEFAULT_LIMITS: StreamLimits = { lasts: seconds(30), grace: seconds(5) }

/**
 * The events of one watch, from its request to its end; `path` carries the query. Ends when the server ends
 * it; throws `KubeError` or `ApiUnreachable`. Leaving the loop closes the stream.
 */
export async function* watchStream(
  connection: ApiConnection,
  path: string,
  signal: AbortSignal,
  { lasts, grace }: StreamLimits = DEFAULT_LIMITS,
): AsyncGenerator<WatchLine, void, undefined> {
  const asked = `watch ${path}`
  const timed = `${path}&watch=1&allowWatchBookmarks=true&timeoutSeconds=${Math.ceil(lasts / 1000)}`
  let lift: (() => void) | undefined
  try {
    const response = await connection.stream({ method: 'GET', path: timed, signal })
    lift = systemClock.after(lasts + grace, () => response.destroy(silence))
    if (response.statusCode !== 200) throw await refused(asked, response)
    yield* events(response, signal)
  } catch (error) {
    throw signal.aborted ? signal.reason : reworded(asked, connection.server, error)
  } finally {
    lift?.()
  }
}

const silence = Object.assign(new Error('the stream fell silent'), { code: 'ETIMEDOUT' })

async function* events(
  response: IncomingMessage,
  signal: AbortSignal,
): AsyncGenerator<WatchLine, void, undefined> {
  const cut = (): void => void response.destroy(signal.reason as Error)
  signal.addEventListener('abort', cut, { once: true })
  if (signal.aborted) cut()
  try {
    for await (const line of lines(response)) yield JSON.parse(line) as WatchLine
  } finally {
    signal.removeEventListener('abort', cut)
  }
}

async function* lines(response: IncomingMessage): AsyncGenerator<string, void, undefined> {
  response.setEncoding('utf8')
  let rest = ''
  for await (const chunk of response) {
    const complete = (rest + (chunk as string)).split('\n')
    rest = complete.pop() ?? ''
    for (const line of complete) if (line.trim()) yield line
  }
}

const refused = async (asked: string, response: IncomingMessage): Promise<Error> => {
  let body = ''
  for await (const chunk of response.setEncoding('utf8')) body += chunk as string
  return refusal(asked, response.statusCode ?? 0, body)
}
