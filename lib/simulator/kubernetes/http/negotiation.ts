import { type IncomingMessage } from 'node:http'
import { StatusError } from '../api/status-error'

/** How the answer is to be dressed: objects as they are, kubectl's table, or metadata only. */
export type Dress = 'objects' | 'table' | 'metadata'

/** Picks from `Accept` the first form that is served here. Throws 406 when there is none. */
export function dressFor(request: IncomingMessage): Dress {
  const accept = request.headers.accept ?? '*/*'
  for (const clause of accept.split(',')) {
    const [type, ...parameters] = clause.split(';').map((part) => part.trim())
    if (type !== 'application/json' && type !== '*/*') continue
    const as = parameters.find((parameter) => parameter.startsWith('as='))?.slice('as='.length)
    if (as !== undefined && !parameters.includes('v=v1')) continue
    if (as === 'Table') return 'table'
    if (as?.startsWith('PartialObjectMetadata')) return 'metadata'
    if (as === undefined) return 'objects'
  }
  throw new StatusError(406, 'NotAcceptable', '406: Not Acceptable', {})
}

/** The real server indents its JSON for people: for curl and browsers, or `?pretty`. */
export function isForPeople({ headers }: IncomingMessage, query: URLSearchParams): boolean {
  const asked = query.get('pretty')
  if (asked !== null) return asked !== 'false' && asked !== '0'
  return /^(curl|Wget|Mozilla)\//.test(headers['user-agent'] ?? '')
}
