import type { Call, Verb } from '../call'
import { KubectlFailure } from '../failure'
import { readManifests, type Manifest } from '../manifests'
import { isNotFound } from '../not-found'
import type { ApiObject } from '../objects'
import { collectionPath, kindOf, objectPath, qualified, type ResourceKind } from '../resource-kinds'

const lastApplied = 'kubectl.kubernetes.io/last-applied-configuration'

export const apply: Verb = {
  name: 'apply',
  flags: { 'filename|f': 'value', validate: 'optional', force: 'switch', 'output|o': 'value' },
  async run(call) {
    const files = call.line.values('filename')
    if (files.length === 0) throw new KubectlFailure('error: must specify one of -f and -k')
    for (const manifest of readManifests(call, files))
      await call.attempt(() => applyOne(call, manifest))
  },
}

async function applyOne(call: Call, { object, source }: Manifest): Promise<void> {
  const kind = kindOf(object)
  const namespace = object.metadata.namespace ?? call.namespace
  const path = objectPath(kind, namespace, object.metadata.name)
  const live = await findLive(call, path)
  const outcome = live ? await merge(call, kind, path, live, object) : await create()
  call.print(`${qualified(kind, object.metadata.name)} ${outcome}`)

  async function create(): Promise<string> {
    try {
      await call.api.json('POST', collectionPath(kind, namespace), { body: annotated(object) })
    } catch (error) {
      throw whileCreating(error, source)
    }
    return 'created'
  }
}

/** Says which file the server refused. */
export function whileCreating(error: unknown, source: string): unknown {
  if (!(error instanceof KubectlFailure)) return error
  const [, prefix, reason] = /^(Error from server \([^)]+\): )(.*)$/s.exec(error.message) ?? []
  if (!prefix) return error
  return new KubectlFailure(`${prefix}error when creating "${source}": ${reason}`)
}

async function findLive(call: Call, path: string): Promise<ApiObject | undefined> {
  try {
    return await call.api.json<ApiObject>('GET', path)
  } catch (error) {
    if (isNotFound(error)) return undefined
    throw error
  }
}

async function merge(
  call: Call,
  kind: ResourceKind,
  path: string,
  live: ApiObject,
  wanted: ApiObject,
): Promise<string> {
  const before = live.metadata.annotations?.[lastApplied]
  if (before === undefined) warnOfMissingAnnotation(call, kind, wanted.metadata.name)
  const patch = {
    ...removed(before === undefined ? {} : JSON.parse(before), wanted),
    ...difference(live, wanted),
  }
  if (before !== undefined && Object.keys(patch).length === 0) return 'unchanged'
  const body = deepMerge(patch, { metadata: { annotations: { [lastApplied]: asApplied(wanted) } } })
  await call.api.json('PATCH', path, { body, contentType: 'application/merge-patch+json' })
  return 'configured'
}

function warnOfMissingAnnotation(call: Call, { plural }: ResourceKind, name: string): void {
  call.warn(
    `Warning: resource ${plural}/${name} is missing the ${lastApplied} annotation which is required by kubectl apply. kubectl apply should only be used on resources created declaratively by either kubectl create --save-config or kubectl apply. The missing annotation will be patched automatically.`,
  )
}

/** What must be merged into `live` so that all of `wanted` is in it. Lists count as wholes. */
function difference(live: unknown, wanted: ApiObject): Record<string, unknown> {
  const ours = without(wanted, 'status')
  return (missing(live, ours) ?? {}) as Record<string, unknown>
}

function missing(live: unknown, wanted: unknown): unknown {
  if (covers(live, wanted)) return undefined
  if (!isObject(wanted) || !isObject(live)) return wanted
  const entries = Object.entries(wanted)
    .map(([key, value]) => [key, missing(live[key], value)] as const)
    .filter(([, value]) => value !== undefined)
  return Object.fromEntries(entries)
}

/** Whether the server's object holds what is wanted, its own defaults aside. */
function covers(live: unknown, wanted: unknown): boolean {
  if (Array.isArray(wanted))
    return (
      Array.isArray(live) &&
      live.length === wanted.length &&
      wanted.every((w, i) => covers(live[i], w))
    )
  if (isObject(wanted))
    return (
      isObject(live) && Object.entries(wanted).every(([key, value]) => covers(live[key], value))
    )
  return live === wanted || (wanted === null && live === undefined)
}

/** What was applied last time and isn't wanted any more, as nulls. */
function removed(before: unknown, wanted: unknown): Record<string, unknown> {
  if (!isObject(before) || !isObject(wanted)) return {}
  const patch: Record<string, unknown> = {}
  for (const [key, value] of Object.entries(before)) {
    const inner = key in wanted || isEmpty(value) ? removed(value, wanted[key]) : null
    if (inner === null || Object.keys(inner).length > 0) patch[key] = inner
  }
  return patch
}

const isEmpty = (value: unknown): boolean => isObject(value) && Object.keys(value).length === 0

const isObject = (value: unknown): value is Record<string, unknown> =>
  value !== null && typeof value === 'object' && !Array.isArray(value)

function deepMerge(
  a: Record<string, unknown>,
  b: Record<string, unknown>,
): Record<string, unknown> {
  const merged = { ...a }
  for (const [key, value] of Object.entries(b)) {
    const present = merged[key]
    merged[key] = isObject(present) && isObject(value) ? deepMerge(present, value) : value
  }
  return merged
}

const annotated = (object: ApiObject): ApiObject => ({
  ...object,
  metadata: {
    ...object.metadata,
    annotations: { ...object.metadata.annotations, [lastApplied]: asApplied(object) },
  },
})

function asApplied(object: ApiObject): string {
  const annotations = without(object.metadata.annotations ?? {}, lastApplied)
  return `${JSON.stringify({ ...object, metadata: { ...object.metadata, annotations } })}\n`
}

const without = (object: object, key: string): object =>
  Object.fromEntries(Object.entries(object).filter(([each]) => each !== key))
