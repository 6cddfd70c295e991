const checks = [
  'ping',
  'log',
  'etcd',
  'poststarthook/start-kube-apiserver-admission-initializer',
  'poststarthook/generic-apiserver-start-informers',
  'poststarthook/priority-and-fairness-config-consumer',
  'poststarthook/priority-and-fairness-filter',
  'poststarthook/start-apiextensions-informers',
  'poststarthook/start-apiextensions-controllers',
  'poststarthook/crd-informer-synced',
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

/** `/healthz`, `/livez`, `/readyz`, their single checks, and `?verbose`; undefined for a check that doesn't exist. */
export function health(path: string, verbose: boolean): string | undefined {
  const [endpoint = '', ...rest] = path.split('/').filter(Boolean)
  const all =
    endpoint === 'readyz'
      ? [...checks.slice(0, 3), 'informer-sync', ...checks.slice(3), 'shutdown']
      : checks
  const single = rest.join('/')
  if (single) return all.includes(single) ? 'ok' : undefined
  return verbose
    ? `${all.map((check) => `[+]${check} ok\n`).join('')}${endpoint} check passed\n`
    : 'ok'
}
