import type { Call, Verb } from '../call'
import { KubectlFailure } from '../failure'
import { readManifests, type Manifest } from '../manifests'
import { isNotFound } from '../not-found'
import type { ApiObject } from '../objects'
import { changeFlags, dryRunOf, report } from '../report'
import { collectionPath, kindOf, objectPath, type ResourceKind } from '../resource-kinds'
import { whileDoing } from './while-doing'

const lastApplied = 'kubectl.kubernetes.io/last-applied-configuration'

export const apply: Verb = {
  name: 'apply',
  flags: {
    ...changeFlags,
    'filename|f': 'value',
    validate: 'optional',
    force: 'switch',
    'recursive|R': 'switch',
    overwrite: 'optional',
  },
  async run(call) {
    const files = call.line.values('filename')
    if (files.length === 0) throw new KubectlFailure('error: must specify one of -f and -k')
    for (const manifest of readManifests(call, files))
      await call.attempt(() => applyOne(call, manifest))
  },
}

async function applyOne(call: Call, { object, source }: Manifest): Promise<void> {
  const kind = recognized(call, object, source)
  const namespace = object.metadata.namespace ?? call.namespace
  const path = objectPath(kind, namespace, object.metadata.name)
  const live = await findLive(call, path)
  const [applied, outcome] = live ? await merge(call, kind, path, live, object) : await create()
  report(call, { ...object, ...applied }, outcome)

  async function create(): Promise<Applied> {
    if (dryRunOf(call) === 'client') return [object, 'created']
    try {
      const body = annotated(object)
      const made = await call.api.json<ApiObject>(
        'POST',
        withDryRun(call, collectionPath(kind, namespace)),
        { body },
      )
      return [made, 'created']
    } catch (error) {
      throw whileDoing('creating', source, error)
    }
  }
}

type Applied = readonly [object: ApiObject, outcome: string]

const withDryRun = (call: Call, path: string): string =>
  dryRunOf(call) === 'server' ? `${path}?dryRun=All` : path

/** The kind of a manifest. A server that hasn't got it is told in other words since 1.25. */
export function recognized(call: Call, object: ApiObject, source: string): ResourceKind {
  try {
    return kindOf(object, call.minor)
  } catch {
    const { apiVersion, kind, metadata } = object
    const what = `no matches for kind "${kind}" in version "${apiVersion}"`
    throw new KubectlFailure(
      call.minor < 25
        ? `error: unable to recognize "${source}": ${what}`
        : `error: resource mapping not found for name: "${metadata.name}" namespace: "${metadata.namespace ?? ''}" from "${source}": ${what}\nensure CRDs are installed first`,
    )
  }
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
): Promise<Applied> {
  const before = live.metadata.annotations?.[lastApplied]
  if (before === undefined) warnOfMissingAnnotation(call, kind, wanted.metadata.name)
  const patch = {
    ...removed(before === undefined ? {} : JSON.parse(before), wanted),
    ...difference(live, wanted),
  }
  if (before !== undefined && Object.keys(patch).length === 0) {
    const isClients = dryRunOf(call) === 'client'
    return [live, isClients && call.minor < 25 ? 'configured' : 'unchanged']
  }
  if (dryRunOf(call) === 'client') return [wanted, 'configured']
  const body = deepMerge(patch, { metadata: { annotations: { [lastApplied]: asApplied(wanted) } } })
  const contentType = 'application/merge-patch+json'
  const asked = { body, contentType }
  return [await call.api.json<ApiObject>('PATCH', withDryRun(call, path), asked), 'configured']
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
