import { type ApiConnection } from './api-connection'
import { KubeError } from './kube-error'
import { reworded } from './reworded'

const ASKED = 'find the API server ready'

/** Throws unless the API server says that it is ready; the message names the checks that fail. */
export async function insistOnHealth(
  connection: ApiConnection,
  signal: AbortSignal | undefined,
): Promise<void> {
  const request = { method: 'GET', path: '/readyz?verbose', signal }
  const { status, body } = await connection.send(request).catch((error: unknown) => {
    throw reworded(ASKED, connection.server, error)
  })
  if (status === 200) return
  const failing = [...body.matchAll(/^\[-\](.+)$/gm)].map(([, check]) => check)
  throw new KubeError(status, 'NotReady', ASKED, failing.join('; ') || body.trim().slice(0, 200))
}
