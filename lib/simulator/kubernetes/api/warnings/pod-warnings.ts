import { type PodContainer, type PodSpec } from '../../objects'
import { has } from '../../release/changes'
import { amountOf } from '../../schema/quantity'
import { seccompWarnings } from './seccomp-warnings'
import { portWarnings } from './port-warnings'
import { nodeLabelWarnings, selectorWarnings } from './selector-warnings'

/** A pod, or what a template says of pods. */
export interface WarnedOf {
  readonly metadata: { readonly annotations?: Readonly<Record<string, string>> }
  readonly spec: PodSpec
}

/**
 * What a server tells who makes a pod, or a template, about it though it takes it: what is on the way out, and what can't be
 * meant (kubernetes/pkg/api/pod/warnings.go). `at` is the template's path, empty for a pod itself.
 */
export function podWarnings({ metadata, spec }: WarnedOf, at: string, minor: number): string[] {
  if (!has('podsAreWarnedOf', minor)) return []
  const [inMetadata, inSpec] = [`${at}metadata`, `${at}spec`]
  const containers = containersOf(spec, inSpec)
  return [
    ...nodeLabelWarnings(spec, inSpec, minor),
    ...annotationWarnings(metadata, inMetadata),
    ...(spec.volumes ?? []).flatMap((volume, index) =>
      volumeWarnings(volume, `${inSpec}.volumes[${index}]`),
    ),
    ...twice(spec.hostAliases, 'ip', `${inSpec}.hostAliases`),
    ...twice(spec.imagePullSecrets, 'name', `${inSpec}.imagePullSecrets`),
    ...seccompWarnings({ metadata, spec }, inMetadata, minor),
    ...containers.flatMap(({ container, path }) => containerWarnings(container, path, minor)),
    ...(has('portsAreWarnedOf', minor) ? portWarnings(containers) : []),
    ...((spec.terminationGracePeriodSeconds ?? 0) < 0 && has('graceIsWarnedOf', minor)
      ? [
          `${inSpec}.terminationGracePeriodSeconds: must be >= 0; negative values are invalid and will be treated as 1`,
        ]
      : []),
    ...(has('selectorsAreWarnedOf', minor) ? selectorWarnings(spec, inSpec) : []),
  ]
}

export interface ContainerAt {
  readonly container: PodContainer
  readonly path: string
}

const containersOf = (
  { initContainers = [], containers = [] }: PodSpec,
  at: string,
): ContainerAt[] => [
  ...initContainers.map((container, i) => ({ container, path: `${at}.initContainers[${i}]` })),
  ...containers.map((container, i) => ({ container, path: `${at}.containers[${i}]` })),
]

const annotationWarnings = ({ annotations = {} }: WarnedOf['metadata'], at: string): string[] =>
  Object.entries(idle)
    .filter(([key]) => key in annotations)
    .map(([key, why]) => `${at}.annotations[${key}]: ${why}`)

/** Annotations that do nothing any more. */
const idle = {
  'scheduler.alpha.kubernetes.io/critical-pod':
    'non-functional in v1.16+; use the "priorityClassName" field instead',
  'security.alpha.kubernetes.io/sysctls':
    'non-functional in v1.11+; use the "sysctls" field instead',
  'security.alpha.kubernetes.io/unsafe-sysctls':
    'non-functional in v1.11+; use the "sysctls" field instead',
}

const volumeWarnings = (volume: object, at: string): string[] =>
  Object.entries(outdated)
    .filter(([kind]) => kind in volume)
    .map(([kind, why]) => `${at}.${kind}: ${why}`)

const outdated = {
  photonPersistentDisk: 'deprecated in v1.11, non-functional in v1.16+',
  gitRepo: 'deprecated in v1.11',
  scaleIO: 'deprecated in v1.16, non-functional in v1.22+',
}

/** Items of a list that are told apart by what they share. */
function twice<K extends string>(
  items: readonly Readonly<Record<K, unknown>>[] = [],
  key: K,
  at: string,
): string[] {
  const seen = new Set<unknown>()
  return items.flatMap(({ [key]: value }, index) => {
    if (!seen.has(value)) return (seen.add(value), [])
    return [`${at}[${index}].${key}: duplicate ${key} ${JSON.stringify(value)}`]
  })
}

function containerWarnings({ resources, env }: PodContainer, at: string, minor: number): string[] {
  const bytes = (['memory', 'ephemeral-storage'] as const).flatMap((what) =>
    (['limits', 'requests'] as const).flatMap((which) => {
      const amount = resources?.[which]?.[what]
      return amount === undefined || amountOf(amount) % wholeByte === 0n
        ? []
        : [
            `${at}.resources.${which}[${what}]: fractional byte value ${JSON.stringify(amount)} is invalid, must be an integer`,
          ]
    }),
  )
  return [
    ...bytes,
    ...(has('hiddenVariablesAreTold', minor)
      ? hiddenVariables(env, `${at}.env`)
      : twice(env, 'name', `${at}.env`)),
  ]
}

const wholeByte = 1_000_000_000n

/** A variable may be given again by what it was before: `$(PATH):/more`. */
function hiddenVariables(env: PodContainer['env'] = [], at: string): string[] {
  const seen = new Set<string>()
  return env.flatMap(({ name, value = '', valueFrom }, index) => {
    if (!seen.has(name)) return (seen.add(name), [])
    const before = `$(${name})`
    const isMore = !valueFrom && value !== before && value.includes(before)
    return isMore ? [] : [`${at}[${index}]: hides previous definition of ${JSON.stringify(name)}`]
  })
}
