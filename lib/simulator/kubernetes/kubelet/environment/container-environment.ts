import { type EnvFrom, type EnvVar, type KeyRef, type Pod, type PodContainer } from '../../objects'
import { configmaps, secrets } from '../../resources/core'
import { fieldOf, resourceFieldOf, type Whereabouts } from '../pod-fields'
import { insistOnSource, type PodSources } from '../pod-sources'
import { expand } from './expansion'
import { serviceEnvironment } from './service-environment'

export interface EnvironmentContext {
  readonly pod: Pod
  readonly container: PodContainer
  readonly sources: PodSources
  readonly whereabouts: Whereabouts
  /** Names of a ConfigMap or Secret that are no names of variables. */
  readonly skipped: (message: string) => void
}

/** What the kubelet gives a container's environment. Throws Error where something that it is made of is missing. */
export function environmentFor(context: EnvironmentContext): ReadonlyMap<string, string> {
  const { container, pod, sources } = context
  const ofServices = serviceEnvironment(sources, pod)
  const own = new Map<string, string>()
  for (const from of container.envFrom ?? [])
    for (const [name, value] of allOf(from, context)) own.set(name, value)
  for (const variable of container.env ?? []) {
    const value = variable.valueFrom
      ? referredTo(variable, context)
      : expand(variable.value ?? '', (name) => own.get(name) ?? ofServices[name])
    if (value !== undefined) own.set(variable.name, value)
  }
  for (const [name, value] of Object.entries(ofServices)) if (!own.has(name)) own.set(name, value)
  return own
}

/** Undefined where it may be missing, and is. */
function referredTo({ valueFrom }: EnvVar, context: EnvironmentContext): string | undefined {
  const { pod, container, whereabouts } = context
  const { fieldRef, resourceFieldRef, configMapKeyRef, secretKeyRef } = valueFrom ?? {}
  if (fieldRef) return fieldOf(pod, fieldRef, whereabouts)
  if (resourceFieldRef) {
    const of = resourceFieldRef.containerName ?? container.name
    const meant = pod.spec.containers.find(({ name }) => name === of) ?? container
    return resourceFieldOf(meant, resourceFieldRef, whereabouts)
  }
  if (configMapKeyRef)
    return keyOf('ConfigMap', configMapKeyRef, configMapOf(configMapKeyRef, context), context)
  if (secretKeyRef) return keyOf('Secret', secretKeyRef, secretOf(secretKeyRef, context), context)
  return undefined
}

function keyOf(
  kind: string,
  { name = '', key, optional }: KeyRef,
  data: Data | undefined,
  { pod }: EnvironmentContext,
): string | undefined {
  if (data === undefined) return undefined
  const value = data[key]
  if (value === undefined && !optional)
    throw new Error(`couldn't find key ${key} in ${kind} ${pod.metadata.namespace}/${name}`)
  return value
}

/** Texts by key. */
type Data = Readonly<Record<string, string>>

type Reference = Pick<KeyRef, 'name' | 'optional'>

/** Undefined where it may be missing, and is. */
function configMapOf(reference: Reference, { sources, pod }: EnvironmentContext): Data | undefined {
  const found = sources.find(configmaps, namespaceOf(pod), reference.name ?? '')
  const map = insistOnSource(found, 'configmap', reference)
  return map && (map.data ?? {})
}

function secretOf(reference: Reference, { sources, pod }: EnvironmentContext): Data | undefined {
  const found = sources.find(secrets, namespaceOf(pod), reference.name ?? '')
  const secret = insistOnSource(found, 'secret', reference)
  return secret && decoded(secret.data)
}

const decoded = (data: Data = {}): Data =>
  Object.fromEntries(
    Object.entries(data).map(([key, text]) => [key, Buffer.from(text, 'base64').toString()]),
  )

const namespaceOf = ({ metadata }: Pod): string => metadata.namespace ?? ''

/** The variables of a whole ConfigMap or Secret, but for keys that no variable can be named after. */
function allOf(from: EnvFrom, context: EnvironmentContext): [string, string][] {
  const { prefix = '', configMapRef, secretRef } = from
  const data = configMapRef
    ? configMapOf(configMapRef, context)
    : secretRef && secretOf(secretRef, context)
  const [all, invalid]: [[string, string][], string[]] = [[], []]
  for (const [key, value] of Object.entries(data ?? {}))
    if (variableName.test(prefix + key)) all.push([prefix + key, value])
    else invalid.push(prefix + key)
  if (invalid.length > 0) {
    const [kind, { name }] = configMapRef
      ? (['configMap', configMapRef] as const)
      : (['secret', secretRef ?? {}] as const)
    context.skipped(
      `Keys [${invalid.toSorted().join(', ')}] from the EnvFrom ${kind} ${namespaceOf(context.pod)}/${name} were skipped since they are considered invalid environment variable names.`,
    )
  }
  return all
}

const variableName = /^[-._a-zA-Z][-._a-zA-Z0-9]*$/
