import { type ServedKind, servedKinds } from '../kubernetes/discovery/served-kinds'
import { KubectlFailure } from './failure'

/** A kind of object as kubectl names it and as its URL is built; `group` is `''` for the core. */
export type ResourceKind = Pick<ServedKind, 'plural' | 'kind' | 'group' | 'version' | 'namespaced'>

/** What a client of SONiC's default Kubernetes knows. */
const usualMinor = 22

/** Finds a kind by plural, singular or short name: `ds`, `daemonsets.apps`, `daemonsets.v1.apps`. */
export function resourceKind(name: string, minor = usualMinor): ResourceKind {
  const [word = '', ...rest] = name.toLowerCase().split('.')
  const [version, ...group] = /^v\d/.test(rest[0] ?? '') ? rest : [undefined, ...rest]
  const found = servedKinds(minor).find(
    (kind) =>
      isCalled(kind, word) &&
      (version === undefined || kind.version === version) &&
      (rest.length === 0 || `${kind.group}.`.startsWith(`${group.join('.')}.`)),
  )
  if (found) return found
  throw new KubectlFailure(`error: the server doesn't have a resource type "${name.split('.')[0]}"`)
}

/** The kinds that a word means: one, or those of a category such as `all`. */
export function resourceKinds(word: string, minor: number): readonly ResourceKind[] {
  const ofCategory = new Map<string, ResourceKind>()
  for (const kind of servedKinds(minor))
    if (kind.categories?.includes(word) && kind.verbs.includes('list'))
      ofCategory.set(singular(kind), ofCategory.get(singular(kind)) ?? kind)
  return ofCategory.size > 0 ? [...ofCategory.values()] : [resourceKind(word, minor)]
}

const isCalled = ({ plural, kind, shortNames = [], verbs }: ServedKind, word: string): boolean =>
  verbs.includes('get') &&
  (plural === word || kind.toLowerCase() === word || shortNames.includes(word))

/** Finds the kind of a manifest. */
export function kindOf(
  { apiVersion, kind }: { apiVersion?: string; kind?: string },
  minor = usualMinor,
): ResourceKind {
  const found = servedKinds(minor).find((k) => k.kind === kind && groupVersion(k) === apiVersion)
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
export const singular = ({ kind, group }: Pick<ResourceKind, 'kind' | 'group'>): string =>
  group ? `${kind.toLowerCase()}.${group}` : kind.toLowerCase()

export function collectionPath(kind: ResourceKind, namespace: string | undefined): string {
  const root = kind.group ? `/apis/${groupVersion(kind)}` : `/api/${kind.version}`
  return kind.namespaced && namespace
    ? `${root}/namespaces/${namespace}/${kind.plural}`
    : `${root}/${kind.plural}`
}

export const objectPath = (kind: ResourceKind, namespace: string, name: string): string =>
  `${collectionPath(kind, namespace)}/${encodeURIComponent(name)}`
