import { createHash } from 'node:crypto'
import { coreKinds } from './core-kinds'
import { groupKinds } from './group-kinds'

/** A kind that a real API server serves, whether or not the simulated one gives it life. */
export interface ServedKind {
  readonly group: string
  readonly version: string
  readonly plural: string
  readonly kind: string
  readonly namespaced: boolean
  readonly verbs: readonly string[]
  readonly shortNames?: readonly string[]
  readonly categories?: readonly string[]
  readonly storageVersionHash?: string
  readonly subresources: readonly ServedSubresource[]
}

export interface ServedSubresource {
  readonly name: string
  readonly kind: string
  readonly group?: string
  readonly version?: string
  readonly verbs: readonly string[]
}

const allVerbs = 'create delete deletecollection get list patch update watch'.split(' ')
/** Kinds whose objects a cluster of that age keeps in an older version than the newest it serves. */
const storedAs: readonly [kind: string, version: string, upTo: number][] = [
  ['Lease', 'v1beta1', 21],
  ['HorizontalPodAutoscaler', 'v1', 27],
  ['HorizontalPodAutoscaler', 'v2', 99],
  ['CronJob', 'v1beta1', 21],
  ['Ingress', 'v1beta1', 21],
  ['IngressClass', 'v1beta1', 21],
  ['PodDisruptionBudget', 'v1beta1', 24],
  ['EndpointSlice', 'v1beta1', 99],
  ['RuntimeClass', 'v1beta1', 20],
  ['CSIStorageCapacity', 'v1beta1', 26],
  ['CSIDriver', 'v1beta1', 21],
  ['CertificateSigningRequest', 'v1beta1', 21],
  ['APIService', 'v1beta1', 21],
  ['CustomResourceDefinition', 'v1beta1', 99],
  ['MutatingWebhookConfiguration', 'v1beta1', 21],
  ['ValidatingWebhookConfiguration', 'v1beta1', 21],
  ['PodSecurityPolicy', 'v1beta1', 24],
  ['FlowSchema', 'v1beta1', 23],
  ['FlowSchema', 'v1beta2', 25],
  ['FlowSchema', 'v1beta3', 99],
  ['PriorityLevelConfiguration', 'v1beta1', 23],
  ['PriorityLevelConfiguration', 'v1beta2', 25],
  ['PriorityLevelConfiguration', 'v1beta3', 99],
]
/** A group whose kinds another group keeps. */
const storedIn: Readonly<Record<string, string>> = {
  'events.k8s.io': '',
  extensions: 'networking.k8s.io',
}

/** All kinds of a Kubernetes 1.`minor`, group by group in the order of `/apis`, a group's preferred version first. */
export function servedKinds(minor: number): readonly ServedKind[] {
  const known = byMinor.get(minor)
  if (known) return known
  const kinds: ServedKind[] = []
  let version: string | undefined
  for (const line of `${coreKinds}${groupKinds}`.split('\n').filter(Boolean)) {
    const [first = '', ...words] = line.split(' ')
    if (/^(\S+\/)?v\d\w*$/.test(first)) version = within(words[0], minor) ? first : undefined
    else if (version !== undefined) kinds.push(...kindOf(version, first, words, minor))
  }
  byMinor.set(minor, kinds)
  return kinds
}

const byMinor = new Map<number, readonly ServedKind[]>()

/** What can be done with a kind there. */
export const servedVerbs = (
  { group, version, plural }: Pick<ServedKind, 'group' | 'version' | 'plural'>,
  minor: number,
): readonly string[] =>
  servedKinds(minor).find(
    (kind) => kind.plural === plural && kind.group === group && kind.version === version,
  )?.verbs ?? []

/** Is there such a kind in any version that can be simulated? */
export const isServedKind = (group: string, version: string, kind: string): boolean =>
  servedKinds(oldestMinor).some(
    (served) => served.kind === kind && served.group === group && served.version === version,
  )

const oldestMinor = 20

function kindOf(groupVersion: string, name: string, words: string[], minor: number): ServedKind[] {
  const [, range, plural = ''] = /^(?:(@\d+-\d+):)?(.*)$/.exec(name) ?? []
  if (!within(range, minor)) return []
  const [group, version] = groupVersion.includes('/') ? groupVersion.split('/') : ['', groupVersion]
  const [kind = '', ...marks] = words
  const bracket = marks.find((mark) => mark.startsWith('['))
  const categories = marks.filter((mark) => mark === 'all' || mark === 'api-extensions')
  const verbs = verbsOf(marks, minor)
  const plain = new Set(['*', bracket, ...categories])
  return [
    {
      group: group!,
      version: version!,
      plural,
      kind,
      namespaced: !marks.includes('*'),
      verbs,
      ...(bracket && { shortNames: bracket.slice(1, -1).split(',') }),
      ...(categories.length > 0 && { categories }),
      ...(verbs.includes('list') &&
        kind !== 'ComponentStatus' && {
          storageVersionHash: storageHash(group!, kind, version!, minor),
        }),
      subresources: marks
        .filter((mark) => !plain.has(mark) && !/^(only|without):/.test(mark))
        .flatMap((mark) => subresourceOf(mark, kind, minor)),
    },
  ]
}

function verbsOf(marks: readonly string[], minor: number): string[] {
  const rule = marks.find((mark) => /^(only|without):/.test(mark))
  if (!rule) return allVerbs
  const [, how, names = '', range] = /^(only|without):([^@]*)(@.*)?$/.exec(rule) ?? []
  if (how === 'only') return names.split(',')
  return within(range, minor)
    ? allVerbs.filter((verb) => !names.split(',').includes(verb))
    : allVerbs
}

function subresourceOf(mark: string, owner: string, minor: number): ServedSubresource[] {
  const [, range, rest = ''] = /^(?:(@\d+-\d+):)?(.*)$/.exec(mark) ?? []
  if (!within(range, minor)) return []
  const readAndWrite = ['get', 'patch', 'update']
  if (rest === 'status') return [{ name: 'status', kind: owner, verbs: readAndWrite }]
  if (rest === 'scale')
    return [
      { name: 'scale', group: 'autoscaling', version: 'v1', kind: 'Scale', verbs: readAndWrite },
    ]
  const [, name = '', body = '', verbs = ''] = /^(\w+)=(.*)\((.*)\)$/.exec(rest) ?? []
  const parts = body.split('/')
  const eviction = parts[0] === 'policy' ? { version: minor >= 22 ? 'v1' : 'v1beta1' } : {}
  return [
    {
      name,
      kind: parts.at(-1)!,
      ...(parts.length > 1 && { group: parts[0]!, version: parts[1]! }),
      ...eviction,
      verbs: verbs.split(','),
    },
  ]
}

/** The server's fingerprint of how it stores a kind. */
function storageHash(group: string, kind: string, served: string, minor: number): string {
  const older = storedAs.find(([name, , upTo]) => name === kind && minor <= upTo)?.[1]
  const version =
    older ??
    (served.startsWith('v1beta') && group !== 'flowcontrol.apiserver.k8s.io' ? 'v1' : served)
  const text = [storedIn[group] ?? group, version, kind].join('/')
  return createHash('sha256').update(text).digest().subarray(0, 8).toString('base64')
}

function within(range: string | undefined, minor: number): boolean {
  const [, from, to] = /^@(\d+)-(\d+)$/.exec(range ?? '') ?? []
  return from === undefined || (minor >= Number(from) && minor <= Number(to))
}
