import { KubectlFailure } from './failure'

/** A kind of object as kubectl names it and as its URL is built. */
export interface ResourceKind {
  readonly plural: string
  readonly kind: string
  /** `''` for the core group. */
  readonly group: string
  readonly version: string
  readonly namespaced: boolean
  readonly aliases: readonly string[]
}

const kinds: readonly ResourceKind[] = [
  core('nodes', 'Node', false, 'no', 'node'),
  core('pods', 'Pod', true, 'po', 'pod'),
  core('namespaces', 'Namespace', false, 'ns', 'namespace'),
  core('configmaps', 'ConfigMap', true, 'cm', 'configmap'),
  core('secrets', 'Secret', true, 'secret'),
  core('events', 'Event', true, 'ev', 'event'),
  core('services', 'Service', true, 'svc', 'service'),
  core('serviceaccounts', 'ServiceAccount', true, 'sa', 'serviceaccount'),
  grouped('apps', 'daemonsets', 'DaemonSet', true, 'ds', 'daemonset'),
  grouped('apps', 'controllerrevisions', 'ControllerRevision', true, 'controllerrevision'),
  grouped('coordination.k8s.io', 'leases', 'Lease', true, 'lease'),
  grouped(
    'certificates.k8s.io',
    'certificatesigningrequests',
    'CertificateSigningRequest',
    false,
    'csr',
  ),
  grouped('rbac.authorization.k8s.io', 'roles', 'Role', true, 'role'),
  grouped('rbac.authorization.k8s.io', 'rolebindings', 'RoleBinding', true, 'rolebinding'),
]

/** Finds a kind by plural, singular or short name, with or without its group. */
export function resourceKind(name: string): ResourceKind {
  const [word = '', ...group] = name.toLowerCase().split('.')
  const found = kinds.find(
    (kind) =>
      (kind.plural === word || kind.aliases.includes(word)) &&
      (group.length === 0 || `${kind.group}.`.startsWith(`${group.join('.')}.`)),
  )
  if (!found) throw new KubectlFailure(`error: the server doesn't have a resource type "${name}"`)
  return found
}

/** Finds the kind of a manifest. */
export function kindOf({ apiVersion, kind }: { apiVersion?: string; kind?: string }): ResourceKind {
  const found = kinds.find((k) => k.kind === kind && groupVersion(k) === apiVersion)
  if (!found)
    throw new KubectlFailure(
      `error: unable to recognize: no matches for kind "${kind}" in version "${apiVersion}"`,
    )
  return found
}

export const groupVersion = ({ group, version }: ResourceKind): string =>
  group ? `${group}/${version}` : version

/** `daemonset.apps/name`, as kubectl prints what it did to an object. */
export const qualified = (kind: ResourceKind, name: string): string => `${singular(kind)}/${name}`

/** `daemonset.apps`. */
export const singular = ({ kind, group }: ResourceKind): string =>
  group ? `${kind.toLowerCase()}.${group}` : kind.toLowerCase()

export function collectionPath(kind: ResourceKind, namespace: string | undefined): string {
  const root = kind.group ? `/apis/${groupVersion(kind)}` : `/api/${kind.version}`
  return kind.namespaced && namespace
    ? `${root}/namespaces/${namespace}/${kind.plural}`
    : `${root}/${kind.plural}`
}

export const objectPath = (kind: ResourceKind, namespace: string, name: string): string =>
  `${collectionPath(kind, namespace)}/${encodeURIComponent(name)}`

function core(
  plural: string,
  kind: string,
  namespaced: boolean,
  ...aliases: string[]
): ResourceKind {
  return { plural, kind, group: '', version: 'v1', namespaced, aliases }
}

function grouped(
  group: string,
  plural: string,
  kind: string,
  namespaced: boolean,
  ...aliases: string[]
): ResourceKind {
  return { plural, kind, group, version: 'v1', namespaced, aliases }
}
