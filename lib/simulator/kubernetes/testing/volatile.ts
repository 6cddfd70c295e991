/** Fields that differ from one cluster to the next, or were not recorded (ownership of fields). */
const dropped = new Set([
  'uid',
  'resourceVersion',
  'managedFields',
  'images',
  'nodeInfo',
  'continue',
  'remainingItemCount',
  'gitTreeState',
  'gitCommit',
  'buildDate',
  'goVersion',
  'minikube.k8s.io/updated_at',
  'kubectl.kubernetes.io/last-applied-configuration',
])

const rewrites: readonly [RegExp, string][] = [
  [/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z/g, '<time>'],
  [/\b([a-z][a-z0-9-]*)-[bcdfghjklmnpqrstvwxz2456789]{5}(?![a-z0-9])/g, '$1-<id>'],
  [/\b([a-z][a-z0-9-]*)-[bcdfghjklmnpqrstvwxz2456789]{8,10}(?![a-z0-9])/g, '$1-<hash>'],
  [/\b[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\b/g, '<uid>'],
  [/docker:\/\/(sha256:)?[0-9a-f]{64}/g, 'docker://<id>'],
  [/\b[0-9a-f]{64}\b/g, '<container>'],
  [/^[0-9a-f]{32}$/g, '<manifest or machine>'],
  [/ in (\d+m)?[\d.]+m?s$/g, ' in <duration>'],
  [/^(\d+[smhdy])+$/g, '<age>'],
  [/^(Debian|Ubuntu) .*$/g, '<os>'],
  [/^\d+\.\d+\.\d+-\S+$/g, '<kernel>'],
  [/^docker:\/\/20\.\S+$/g, '<engine>'],
  [/^LS0tLS1CRUdJTiBDRVJU[\w+/=]*$/g, '<pem>'],
  [/-----BEGIN CERTIFICATE-----[^]*/g, '<certificate>'],
  [/(certificate-authority-data: )\S+/g, '$1<certificate>'],
  [/k8s\.gcr\.io\/pause:3\.[25]/g, '<pause>'],
  [/\.[0-9a-f]{16}$/g, '.<nanoseconds>'],
  [/(resource version: \d+ \(|, current: |in record \(|in object meta: )\d+/g, '$1<revision>'],
  [/^LS0tLS1CRUdJTiBDRVJUSUZJ\S+/g, '<certificate or request>'],
]

/** An answer without what is volatile in it; who owns its fields is told where that is wanted. */
export function settled(value: unknown, key = '', withOwners = false): unknown {
  if (typeof value === 'string') {
    if (key === 'controller-revision-hash') return '<hash>'
    if (key.startsWith('jws-kubeconfig-')) return '<signature>'
    return rewrites.reduce((text, [pattern, by]) => text.replaceAll(pattern, by), value)
  }
  if (Array.isArray(value)) {
    const items = value.map((item) => settled(item, '', withOwners))
    return key === 'items' && items.some(isNamedByHash) ? items.sort(byText) : items
  }
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value)
      .filter(([name]) => !dropped.has(name) || (withOwners && name === 'managedFields'))
      .map(([name, item]) => [settledKey(name), settled(item, name, withOwners)]),
  )
}

const settledKey = (key: string): string =>
  key.replace(/^(jws-kubeconfig-)\w{6}$/, '$1<token>').replace(uid, '<uid>')

const uid = /\b[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\b/

/** Where names are hashes their order is chance. */
const isNamedByHash = (item: unknown): boolean =>
  (item as { metadata?: { name?: string } }).metadata?.name?.endsWith('-<hash>') ?? false

const byText = (a: unknown, b: unknown): number => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1)
