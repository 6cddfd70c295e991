import { type PodSpec } from '../../objects'
import { has } from '../../release/changes'

/** Labels of nodes that have a newer name. */
const renamed: Readonly<Record<string, string>> = {
  'beta.kubernetes.io/arch': 'deprecated since v1.14; use "kubernetes.io/arch" instead',
  'beta.kubernetes.io/os': 'deprecated since v1.14; use "kubernetes.io/os" instead',
  'failure-domain.beta.kubernetes.io/region':
    'deprecated since v1.17; use "topology.kubernetes.io/region" instead',
  'failure-domain.beta.kubernetes.io/zone':
    'deprecated since v1.17; use "topology.kubernetes.io/zone" instead',
  'beta.kubernetes.io/instance-type':
    'deprecated since v1.17; use "node.kubernetes.io/instance-type" instead',
}

interface Term {
  readonly matchExpressions?: readonly { readonly key?: string }[]
}

interface Affinity {
  readonly nodeAffinity?: {
    readonly requiredDuringSchedulingIgnoredDuringExecution?: {
      readonly nodeSelectorTerms?: readonly Term[]
    }
    readonly preferredDuringSchedulingIgnoredDuringExecution?: readonly {
      readonly preference?: Term
    }[]
  }
  readonly podAffinity?: OfPods
  readonly podAntiAffinity?: OfPods
}

interface OfPods {
  readonly requiredDuringSchedulingIgnoredDuringExecution?: readonly Selecting[]
  readonly preferredDuringSchedulingIgnoredDuringExecution?: readonly {
    readonly podAffinityTerm?: Selecting
  }[]
}

interface Selecting {
  readonly labelSelector?: object
}

const [required, preferred] = [
  'requiredDuringSchedulingIgnoredDuringExecution',
  'preferredDuringSchedulingIgnoredDuringExecution',
] as const

/** Where nodes are chosen by labels that are on the way out; later servers add which spread can't find a pod. */
export function nodeLabelWarnings(spec: PodSpec, at: string, minor: number): string[] {
  const { nodeAffinity = {} } = (spec.affinity ?? {}) as Affinity
  const inAffinity = `${at}.affinity.nodeAffinity`
  return [
    ...Object.keys(spec.nodeSelector ?? {})
      .filter((key) => key in renamed)
      .map((key) => `${at}.nodeSelector[${key}]: ${renamed[key]}`),
    ...(nodeAffinity[required]?.nodeSelectorTerms ?? []).flatMap((term, i) =>
      termWarnings(term, `${inAffinity}.${required}.nodeSelectorTerms[${i}]`),
    ),
    ...(nodeAffinity[preferred] ?? []).flatMap(({ preference }, i) =>
      termWarnings(preference, `${inAffinity}.${preferred}[${i}].preference`),
    ),
    ...(spec.topologySpreadConstraints ?? []).flatMap(({ topologyKey, ...constraint }, i) => {
      const path = `${at}.topologySpreadConstraints[${i}]`
      return [
        ...keyWarnings(topologyKey, `${path}.topologyKey`),
        ...(has('selectorsAreWarnedOf', minor) ? nullSelector(constraint, path) : []),
      ]
    }),
  ]
}

const termWarnings = ({ matchExpressions = [] }: Term = {}, at: string): string[] =>
  matchExpressions.flatMap(({ key }, i) => keyWarnings(key, `${at}.matchExpressions[${i}].key`))

const keyWarnings = (key = '', at: string): string[] =>
  key in renamed ? [`${at}: ${key} is ${renamed[key]}`] : []

/** Who is to be near, or far from, pods that nothing selects. */
export function selectorWarnings(spec: PodSpec, at: string): string[] {
  const affinity = (spec.affinity ?? {}) as Affinity
  return (['podAffinity', 'podAntiAffinity'] as const).flatMap((which) => {
    const path = `${at}.affinity.${which}`
    return [
      ...(affinity[which]?.[required] ?? []).flatMap((term, i) =>
        nullSelector(term, `${path}.${required}[${i}]`),
      ),
      ...(affinity[which]?.[preferred] ?? []).flatMap(({ podAffinityTerm }, i) =>
        nullSelector(podAffinityTerm, `${path}.${preferred}[${i}].podAffinityTerm`),
      ),
    ]
  })
}

const nullSelector = ({ labelSelector }: Selecting = {}, at: string): string[] =>
  labelSelector ? [] : [`${at}.labelSelector: a null labelSelector results in matching no pod`]
