import { ApiUnreachable } from '../../api/api-client'
import {
  type ConfigMap,
  type KeysOf,
  type Pod,
  type PodFieldFile,
  type ProjectedSource,
  type Secret,
  type Volume,
} from '../../objects'
import { configmaps, secrets } from '../../resources/core'
import { type KubeletHost } from '../kubelet-host'
import { fieldOf, resourceFieldOf, whereaboutsOn } from '../pod-fields'
import { insistOnSource } from '../pod-sources'
import { type Payload, type PayloadFile } from './atomic-writer'

type File = readonly [path: string, file: PayloadFile]

/** Where the content of a pod's volumes comes from. */
export interface PayloadContext {
  readonly host: KubeletHost
  readonly pod: Pod
}

/** Whether a volume's content is made of objects of the API, and follows them. */
export const isMadeOfObjects = ({ configMap, secret, projected, downwardAPI }: Volume): boolean =>
  [configMap, secret, projected, downwardAPI].some((source) => source !== undefined)

/** The ConfigMaps or Secrets that a volume's content is of. */
export function namesIn(
  { configMap, secret, projected }: Volume,
  kind: 'configmaps' | 'secrets',
): (string | undefined)[] {
  const of = kind === 'configmaps' ? ('configMap' as const) : ('secret' as const)
  const whole = kind === 'configmaps' ? configMap?.name : secret?.secretName
  return [whole, ...(projected?.sources ?? []).map((source) => source[of]?.name)]
}

/** What such a volume holds now. Throws Error with what MountVolume.SetUp says (kubernetes/pkg/volume, 1.20). */
export function payloadOf(volume: Volume, context: PayloadContext): Payload {
  const { configMap, secret, projected, downwardAPI } = volume
  if (configMap) return new Map(ofConfigMap(configMap, modeOf(configMap), context))
  if (secret)
    return new Map(ofSecret({ ...secret, name: secret.secretName }, modeOf(secret), context))
  if (downwardAPI) return new Map(ofFields(downwardAPI.items, modeOf(downwardAPI), context))
  return ofAll(projected?.sources ?? [], modeOf(projected ?? {}), context)
}

const modeOf = ({ defaultMode = 0o644 }: { defaultMode?: number }): number => defaultMode

/** One after the other: what a later source has under the same name counts. All that is wrong is told. */
function ofAll(
  sources: readonly ProjectedSource[],
  mode: number,
  context: PayloadContext,
): Payload {
  const errors: string[] = []
  const files = sources.flatMap((source): readonly File[] => {
    try {
      return ofSource(source, mode, context)
    } catch (error) {
      errors.push((error as Error).message)
      return []
    }
  })
  if (errors.length > 0) throw new Error(errors.length > 1 ? `[${errors.join(', ')}]` : errors[0])
  return new Map(files)
}

function ofSource(source: ProjectedSource, mode: number, context: PayloadContext): readonly File[] {
  const { configMap, secret, downwardAPI, serviceAccountToken } = source
  if (configMap) return ofConfigMap(configMap, mode, context)
  if (secret) return ofSecret(secret, mode, context)
  if (downwardAPI) return ofFields(downwardAPI.items, mode, context)
  if (!serviceAccountToken) return []
  const { host, pod } = context
  const token = host.access.issueToken(pod, serviceAccountToken)
  return [[serviceAccountToken.path, { content: Buffer.from(token), mode }]]
}

type Named = { readonly name?: string | undefined } & KeysOf

function ofConfigMap(named: Named, mode: number, context: PayloadContext): readonly File[] {
  const found = lookedUp<ConfigMap>('configmap', named, context, (namespace, name) =>
    context.host.sources.find(configmaps, namespace, name),
  )
  const content = new Map([
    ...Object.entries(found?.data ?? {}).map(([key, text]) => [key, Buffer.from(text)] as const),
    ...decoded(found?.binaryData),
  ])
  return picked(content, named, mode, 'configmap references non-existent config key')
}

function ofSecret(named: Named, mode: number, context: PayloadContext): readonly File[] {
  const found = lookedUp<Secret>('secret', named, context, (namespace, name) =>
    context.host.sources.find(secrets, namespace, name),
  )
  return picked(new Map(decoded(found?.data)), named, mode, 'references non-existent secret key')
}

const decoded = (data: Readonly<Record<string, string>> = {}): (readonly [string, Buffer])[] =>
  Object.entries(data).map(([key, text]) => [key, Buffer.from(text, 'base64')] as const)

/** Undefined where it may be absent, and is. */
function lookedUp<T>(
  kind: 'configmap' | 'secret',
  named: Named,
  { pod }: PayloadContext,
  find: (namespace: string, name: string) => T | undefined,
): T | undefined {
  try {
    return insistOnSource(find(pod.metadata.namespace ?? '', named.name ?? ''), kind, named)
  } catch (error) {
    if (!(error instanceof ApiUnreachable)) throw error
    throw new Error(`failed to sync ${kind} cache: timed out waiting for the condition`)
  }
}

/** All keys, or those that are asked for: one that is missing is an error unless it may be. */
function picked(
  content: ReadonlyMap<string, Buffer>,
  { items, optional }: KeysOf,
  mode: number,
  complaint: string,
): File[] {
  const wanted = items ?? [...content.keys()].map((key) => ({ key, path: key, mode }))
  return wanted.flatMap(({ key, path, mode: own = mode }): File[] => {
    const found = content.get(key)
    if (found) return [[path, { content: found, mode: own }]]
    if (optional) return []
    throw new Error(`${complaint}: ${key}`)
  })
}

function ofFields(
  items: readonly PodFieldFile[] = [],
  defaultMode: number,
  { host, pod }: PayloadContext,
): File[] {
  const whereabouts = whereaboutsOn(host.node)
  return items.map(({ path, mode = defaultMode, fieldRef, resourceFieldRef }) => {
    const of = resourceFieldRef?.containerName
    const container = pod.spec.containers.find(({ name }) => name === of)
    const text = fieldRef
      ? fieldOf(pod, fieldRef, whereabouts)
      : container && resourceFieldRef && resourceFieldOf(container, resourceFieldRef, whereabouts)
    return [path, { content: Buffer.from(text ?? ''), mode }]
  })
}
