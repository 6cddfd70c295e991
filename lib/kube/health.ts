import { type ApiConnection } from './api-connection'
import { KubeError } from './kube-error'

/** Throws unless the API server says that it is ready; the message names the checks that fail. */
export async function insistOnHealth(
  connection: ApiConnection,
  signal: AbortSignal | undefined,
): Promise<void> {
  const request = { method: 'GET', path: '/readyz?verbose', signal }
  const { status, body } = await connection.send(request)
  if (status === 200) return
  const failing = [...body.matchAll(/^\[-\](.+)$/gm)].map(([, check]) => check)
  throw new KubeError(
    status,
    'NotReady',
    'see that the API server is ready',
    failing.join('; ') || body.trim().slice(0, 200),
  )
}
