import type { Call } from './call'
import { KubectlFailure } from './failure'
import type { FlagTable } from '../command-line'
import { readManifests } from './manifests'
import type { ApiList, ApiObject } from './objects'
import {
  collectionPath,
  kindOf,
  objectPath,
  resourceKind,
  type ResourceKind,
} from './resource-kinds'

export const selectionFlags: FlagTable = {
  'selector|l': 'value',
  'field-selector': 'value',
  'all-namespaces|A': 'switch',
  'filename|f': 'value',
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
  return first.split(',').map((type) => {
    const kind = resourceKind(type)
    return names.length > 0
      ? { kind, names, namespace: call.namespace }
      : { kind, names: undefined, namespace: call.allNamespaces ? undefined : call.namespace }
  })
}

/** The objects that a selection means; a missing one is noted and the rest are still given. */
export async function fetchObjects(call: Call, selection: Selection): Promise<ApiObject[]> {
  const { kind } = selection
  if (selection.names === undefined) {
    const list = await call.api.json<ApiList>('GET', listPath(call, selection))
    return (list.items ?? []).map((item) => withType(item, kind))
  }
  const found: ApiObject[] = []
  for (const name of selection.names) {
    const path = objectPath(kind, selection.namespace, name)
    await call.attempt(async () => {
      found.push(withType(await call.api.json<ApiObject>('GET', path), kind))
    })
  }
  return found
}

/** Insists that names, a selector or `--all` were given: a verb that changes things touches nothing by accident. */
export function insistOnChoice(call: Call, selections: readonly Selection[]): void {
  const chosen = call.line.value('selector') ?? call.line.value('field-selector')
  if (chosen !== undefined || call.line.is('all')) return
  if (selections.some(({ names }) => names === undefined))
    throw new KubectlFailure('error: resource(s) were provided, but no name was specified')
}

export function listPath(call: Call, { kind, namespace }: Selection): string {
  const query = new URLSearchParams()
  const labels = call.line.value('selector')
  const fields = call.line.value('field-selector')
  if (labels) query.set('labelSelector', labels)
  if (fields) query.set('fieldSelector', fields)
  query.set('limit', '500')
  return `${collectionPath(kind, namespace)}?${query.toString()}`
}

function ofSlash(call: Call, word: string): Selection {
  const [type = '', name = ''] = word.split('/')
  if (!type || !name)
    throw new KubectlFailure(
      'error: there is no need to specify a resource type as a separate argument when passing arguments in resource/name form',
    )
  return { kind: resourceKind(type), names: [name], namespace: call.namespace }
}

function ofManifest(call: Call, object: ApiObject): Selection {
  const namespace = object.metadata.namespace ?? call.namespace
  return { kind: kindOf(object), names: [object.metadata.name], namespace }
}

/** Items of a list carry no type of their own. */
const withType = (object: ApiObject, { kind, group, version }: ResourceKind): ApiObject => ({
  ...object,
  apiVersion: object.apiVersion ?? (group ? `${group}/${version}` : version),
  kind: object.kind ?? kind,
})
