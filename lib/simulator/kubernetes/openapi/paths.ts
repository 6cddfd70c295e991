import { type JsonObject } from '../json/json'
import { patchTypes } from '../api/patching/patch'
import { checksFields } from '../release/kubernetes-release'
import { servedVerbs } from '../discovery/served-kinds'
import { groupVersion, type Resource } from '../resources/resource'
import { kindOf } from './definitions'

/** One operation on a path: what a client may send with it, and on what it acts. */
export interface Operation {
  readonly action: string
  readonly kind: Record<string, string>
  readonly parameters: readonly string[]
}

export type Methods = Readonly<Record<string, Operation>>

/** Every path of these resources, with the methods that it answers. */
export function pathsOf(served: readonly Resource[], minor: number): Record<string, Methods> {
  return Object.fromEntries(
    served.flatMap((resource) => {
      const named = operations(resource, minor, {
        get: 'get',
        put: 'update',
        patch: 'patch',
        delete: 'delete',
      })
      const collection = operations(resource, minor, {
        get: 'list',
        post: 'create',
        delete: 'deletecollection',
      })
      const path = collectionPath(resource)
      return [
        [path, collection],
        ...(Object.keys(named).length > 0 ? [[`${path}/{name}`, named]] : []),
      ]
    }),
  ) as Record<string, Methods>
}

function collectionPath(resource: Resource): string {
  const root = resource.group ? `/apis/${groupVersion(resource)}` : `/api/${resource.version}`
  return `${root}${resource.namespaced ? '/namespaces/{namespace}' : ''}/${resource.plural}`
}

function operations(
  resource: Resource,
  minor: number,
  verbs: Readonly<Record<string, string>>,
): Methods {
  const own = servedVerbs(resource, minor)
  const served = Object.entries(verbs).filter(([, verb]) => own.includes(verb))
  return Object.fromEntries(
    served.map(([method, verb]) => [
      method,
      {
        action: actions[verb] ?? verb,
        kind: kindOf(resource),
        parameters: parametersOf(method, minor),
      },
    ]),
  )
}

const actions: Readonly<Record<string, string>> = { create: 'post', update: 'put' }

/** kubectl looks here for what the server can do: `dryRun` for a diff, `fieldValidation` for typing errors. */
function parametersOf(method: string, minor: number): string[] {
  if (method === 'get') return ['pretty']
  if (method === 'delete') return ['dryRun', 'gracePeriodSeconds', 'propagationPolicy']
  return [
    'dryRun',
    'fieldManager',
    ...(checksFields(minor) ? ['fieldValidation'] : []),
    ...(method === 'patch' ? ['force'] : []),
  ]
}

/** What a PATCH takes. */
export const patchBodies: readonly string[] = Object.values(patchTypes)

/** An operation's parameters as OpenAPI has them; `typed` says a type the way of its version. */
export const parameterObjects = (
  parameters: readonly string[],
  typed: (type: string) => JsonObject,
): JsonObject[] =>
  parameters.map((name) => ({
    name,
    in: 'query',
    ...typed(name === 'force' ? 'boolean' : name === 'gracePeriodSeconds' ? 'integer' : 'string'),
  }))
