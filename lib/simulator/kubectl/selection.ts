import { ApiRefusal } from './api-refusal'
import type { Call } from './call'
import { KubectlFailure } from './failure'
import type { FlagTable } from '../go/command-line'
import { readManifests } from './manifests'
import { isNotFound } from './not-found'
import type { ApiList, ApiObject, ApiTable } from './objects'
import {
  collectionPath,
  groupVersion,
  kindOf,
  objectPath,
  resourceKind,
  resourceKinds,
  type ResourceKind,
} from './resource-kinds'

export const selectionFlags: FlagTable = {
  'selector|l': 'value',
  'field-selector': 'value',
  'all-namespaces|A': 'switch',
  'filename|f': 'value',
  'recursive|R': 'switch',
  all: 'switch',
}

/** What a command line points at: whole collections, or objects by name. */
export type Selection =
  | {
      readonly kind: ResourceKind
      readonly names: undefined
      readonly namespace: string | undefined
    }
  | { readonly kind: ResourceKind; readonly names: readonly string[]; readonly namespace: string }

/** Reads `pods`, `pods,ds`, `pod a b`, `pod/a ds/b` and `-f FILE`. */
export function readSelections(call: Call, words = call.line.words): Selection[] {
  const files = call.line.values('filename')
  if (files.length > 0)
    return readManifests(call, files).map(({ object }) => ofManifest(call, object))
  const [first, ...names] = words
  if (!first)
    throw new KubectlFailure(
      'error: Required resource not specified.\nUse "kubectl explain" for help.',
    )
  if (words.some((word) => word.includes('/'))) return words.map((word) => ofSlash(call, word))
  if (names.length > 0 && call.allNamespaces)
    throw new KubectlFailure('error: a resource cannot be retrieved by name across all namespaces')
  const kinds = first.split(',').flatMap((type) => resourceKinds(type, call.minor))
  return kinds.map((kind) => {
    return names.length > 0
      ? { kind, names, namespace: call.namespace }
      : { kind, names: undefined, namespace: call.allNamespaces ? undefined : call.namespace }
  })
}

/** Insists that something is named at all, in the words that `get` has for it. */
export function insistOnType(call: Call, verb: string): void {
  if (call.line.words.length > 0 || call.line.values('filename').length > 0) return
  throw new KubectlFailure(
    `You must specify the type of resource to ${verb}. Use "kubectl api-resources" for a complete list of supported resources.\n\nerror: Required resource not specified.\nUse "kubectl explain <resource>" for a detailed description of that resource (e.g. kubectl explain pods).\nSee 'kubectl ${verb} -h' for help and examples`,
  )
}

/** The same in the words of the verbs that change things or wait. */
export function insistOnTarget(call: Call): void {
  if (call.line.words.length > 0 || call.line.values('filename').length > 0) return
  throw new KubectlFailure(
    "error: You must provide one or more resources by argument or filename.\nExample resource specifications include:\n   '-f rsrc.yaml'\n   '--filename=rsrc.json'\n   '<resource> <name>'\n   '<resource>'",
  )
}

/** The objects that a selection means; a missing one is noted and the rest are still given. */
export async function fetchObjects(call: Call, selection: Selection): Promise<ApiObject[]> {
  const { kind } = selection
  if (selection.names === undefined) {
    const list = await fetchList<ApiList>(call, selection)
    return (list.items ?? []).map((item) => withType(item, kind))
  }
  const found: ApiObject[] = []
  for (const name of selection.names) {
    const path = objectPath(kind, selection.namespace, name)
    await attemptOne(call, async () => {
      found.push(withType(await call.api.json<ApiObject>('GET', path), kind))
    })
  }
  return found
}

export const tableForm =
  'application/json;as=Table;v=v1;g=meta.k8s.io,application/json;as=Table;v=v1beta1;g=meta.k8s.io,application/json'

/** The same as tables that the server laid out: one of a collection, one of each object. */
export async function fetchTables(call: Call, selection: Selection): Promise<ApiTable[]> {
  const { names, kind } = selection
  if (names === undefined) return [await fetchList<ApiTable>(call, selection, tableForm)]
  const tables: ApiTable[] = []
  for (const name of names)
    await attemptOne(call, async () => {
      const path = `${objectPath(kind, selection.namespace, name)}${call.line.value('sort-by') ? '?includeObject=Object' : ''}`
      tables.push(await call.api.json<ApiTable>('GET', path, { accept: tableForm }))
    })
  return tables
}

const attemptOne = (call: Call, piece: () => Promise<void>): Promise<void> =>
  call.attempt(async () => {
    try {
      await piece()
    } catch (error) {
      if (!call.line.is('ignore-not-found') || !isNotFound(error)) throw error
    }
  })

/** A collection. Where a selector was refused kubectl says which. */
async function fetchList<T>(call: Call, selection: Selection, accept?: string): Promise<T> {
  try {
    return await call.api.json<T>('GET', listPath(call, selection), accept ? { accept } : {})
  } catch (error) {
    const labels = call.line.value('selector') ?? ''
    const fields = call.line.value('field-selector') ?? ''
    const isRefusal = error instanceof ApiRefusal && [400, 404].includes(error.httpStatus)
    if (!isRefusal || `${labels}${fields}` === '') throw error
    const { kind } = selection
    const resource = `${kind.group ? groupVersion(kind) : `/${kind.version}`}, Resource=${kind.plural}`
    throw error.reworded(
      (message) =>
        `Unable to find ${JSON.stringify(resource)} that match label selector ${JSON.stringify(labels)}, field selector ${JSON.stringify(fields)}: ${message}`,
    )
  }
}

/** Insists that names, a selector or `--all` were given: a verb that changes things touches nothing by accident. */
export function insistOnChoice(call: Call, selections: readonly Selection[]): void {
  const chosen = call.line.value('selector') ?? call.line.value('field-selector')
  if (chosen !== undefined || call.line.is('all')) return
  if (selections.some(({ names }) => names === undefined))
    throw new KubectlFailure(
      call.minor === 20
        ? 'error: resource(s) were provided, but no name, label selector, or --all flag specified'
        : 'error: resource(s) were provided, but no name was specified',
    )
}

export function listPath(call: Call, { kind, namespace }: Selection): string {
  const query = new URLSearchParams()
  const labels = call.line.value('selector')
  const fields = call.line.value('field-selector')
  if (labels) query.set('labelSelector', labels)
  if (fields) query.set('fieldSelector', fields)
  if (call.line.value('sort-by')) query.set('includeObject', 'Object')
  query.set('limit', '500')
  return `${collectionPath(kind, namespace)}?${query.toString()}`
}

function ofSlash(call: Call, word: string): Selection {
  const [type = '', name = ''] = word.split('/')
  if (!type || !name)
    throw new KubectlFailure(
      `error: there is no need to specify a resource type as a separate argument when passing arguments in resource/name form (e.g. 'kubectl get resource/<resource_name>' instead of 'kubectl get resource resource/<resource_name>'`,
    )
  return { kind: resourceKind(type, call.minor), names: [name], namespace: call.namespace }
}

function ofManifest(call: Call, object: ApiObject): Selection {
  const namespace = object.metadata.namespace ?? call.namespace
  return { kind: kindOf(object, call.minor), names: [object.metadata.name], namespace }
}

/** Items of a list carry no type of their own. */
const withType = (object: ApiObject, { kind, group, version }: ResourceKind): ApiObject => ({
  ...object,
  apiVersion: object.apiVersion ?? (group ? `${group}/${version}` : version),
  kind: object.kind ?? kind,
})
