const delegated = [
  'poststarthook/generic-apiserver-start-informers',
  'poststarthook/priority-and-fairness-config-consumer',
  'poststarthook/priority-and-fairness-filter',
  'poststarthook/start-apiextensions-informers',
  'poststarthook/start-apiextensions-controllers',
  'poststarthook/crd-informer-synced',
]
const basic = ['ping', 'log', 'etcd']

const checks = [
  ...basic,
  'poststarthook/start-kube-apiserver-admission-initializer',
  ...delegated,
  'poststarthook/bootstrap-controller',
  'poststarthook/rbac/bootstrap-roles',
  'poststarthook/scheduling/bootstrap-system-priority-classes',
  'poststarthook/priority-and-fairness-config-producer',
  'poststarthook/start-cluster-authentication-info-controller',
  'poststarthook/aggregator-reload-proxy-client-cert',
  'poststarthook/start-kube-aggregator-informers',
  'poststarthook/apiservice-registration-controller',
  'poststarthook/apiservice-status-available-controller',
  'poststarthook/kube-apiserver-autoregistration',
  'autoregister-completion',
  'poststarthook/apiservice-openapi-controller',
]
const endpoints = ['healthz', 'livez', 'readyz']

/** Paths of all checks; those of the innermost server (the one that answers 404) on request. */
export const healthPaths = (innermost = false): string[] =>
  endpoints.flatMap((endpoint) => [
    `/${endpoint}`,
    ...checksOf(endpoint, innermost ? [...basic, ...delegated] : checks).map(
      (check) => `/${endpoint}/${check}`,
    ),
  ])

/** What is asked of all checks: to tell each of them, to leave some out. */
export interface HealthQuestion {
  readonly verbose: boolean
  readonly exclude: readonly string[]
}

/** `/healthz`, `/livez`, `/readyz`, and their single checks; undefined for a check that doesn't exist. */
export function health(path: string, { verbose, exclude }: HealthQuestion): string | undefined {
  const [endpoint = '', ...rest] = path.split('/').filter(Boolean)
  const all = checksOf(endpoint, checks)
  const single = rest.join('/')
  if (single) return all.includes(single) ? 'ok' : undefined
  if (!verbose) return 'ok'
  const unknown = exclude.filter((name) => !all.includes(name))
  return [
    ...all.map((check) => `[+]${check} ${exclude.includes(check) ? 'excluded: ' : ''}ok`),
    ...(unknown.length > 0
      ? [`warn: some health checks cannot be excluded: no matches for ${quoted(unknown)}`]
      : []),
    `${endpoint} check passed\n`,
  ].join('\n')
}

const quoted = (names: readonly string[]): string =>
  names.map((name) => JSON.stringify(name)).join(', ')

function checksOf(endpoint: string, common: readonly string[]): string[] {
  if (endpoint !== 'readyz') return [...common]
  return [...basic, 'informer-sync', ...common.slice(basic.length), 'shutdown']
}
