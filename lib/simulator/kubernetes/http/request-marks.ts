import { hash } from 'node:crypto'
import { type IncomingMessage, type ServerResponse } from 'node:http'
import { has } from '../release/changes'
import { type Identity } from './access/identity'
import { isLasting, isStream } from './method'
import { type Route } from './route'
import { urlOf } from './request-url'

/** Headers by which a real API server marks its answers, in Go's order of headers. */
export class RequestMarks {
  #count = 0
  readonly #cluster: string

  constructor(
    /** What tells this cluster from others. */
    cluster: string,
    private readonly minor: number,
  ) {
    this.#cluster = digestOf(cluster)
  }

  /** The number under which a request would stand in an audit log: the client's own, if it sent one. */
  audit(request: IncomingMessage, response: ServerResponse): void {
    if (!has('requestsAreNumbered', this.minor)) return
    const own = request.headers['audit-id']
    response.setHeader('Audit-Id', own ?? this.#uid(`request ${this.#count++}`))
  }

  /** In which flow and at which priority a request was answered (API Priority and Fairness); what lasts is in none. */
  flow(request: IncomingMessage, response: ServerResponse, identity: Identity, route: Route): void {
    const { searchParams: query, pathname } = urlOf(request)
    const lasts = has('watchesHaveFlows', this.minor)
      ? isStream(route)
      : isLasting(request.method ?? 'GET', route, query)
    if (lasts) return
    const [schema, level] = flowOf(identity, pathname, this.minor)
    if (level === 'exempt' && !this.#tellsExempt) return
    // Their places come before those of the flow's, whatever they will say.
    response.setHeader('Cache-Control', 'no-cache, private')
    response.setHeader('Content-Type', 'application/json')
    response.setHeader('X-Kubernetes-Pf-Flowschema-Uid', this.#uid(`schema ${schema}`))
    response.setHeader('X-Kubernetes-Pf-Prioritylevel-Uid', this.#uid(`level ${level}`))
  }

  get #tellsExempt(): boolean {
    return !has('exemptIsUntold', this.minor) || has('exemptIsToldAgain', this.minor)
  }

  #uid(of: string): string {
    const hex = digestOf(`${this.#cluster} ${of}`)
    const parts = [
      hex.slice(0, 8),
      hex.slice(8, 12),
      `4${hex.slice(13, 16)}`,
      `8${hex.slice(17, 20)}`,
    ]
    return [...parts, hex.slice(20, 32)].join('-')
  }
}

const digestOf = (text: string): string => hash('sha256', text)

/** The suggested flow schemas, as far as they tell the clients of a testbed apart. */
function flowOf(
  { user, groups }: Identity,
  path: string,
  minor: number,
): readonly [schema: string, level: string] {
  if (groups.includes('system:masters')) return ['exempt', 'exempt']
  if (/^\/(healthz|livez|readyz)/.test(path) && has('probesAreExempt', minor))
    return ['probes', 'exempt']
  if (groups.includes('system:nodes'))
    return has('nodesComeFirst', minor) && /\/(nodes|leases)(\/|$)/.test(path)
      ? ['system-node-high', 'node-high']
      : ['system-nodes', 'system']
  if (groups.includes('system:serviceaccounts:kube-system'))
    return ['kube-system-service-accounts', 'workload-high']
  if (groups.includes('system:serviceaccounts')) return ['service-accounts', 'workload-low']
  if (/^system:kube-(controller-manager|scheduler)$/.test(user))
    return [user.slice(7), 'workload-high']
  return ['global-default', 'global-default']
}
