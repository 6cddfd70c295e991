import { type JsonObject } from '../json/json'
import { type Resource } from '../resources/resource'
import { type Field, type Message } from '../schema/message-notation'
import { jsonFields, messageNameOf, messageOf, reachable } from '../schema/schema'

const gvk = 'x-kubernetes-group-version-kind'

/** Group, version and kind of a resource, as OpenAPI's extension tells them. */
export const kindOf = ({ group, version, kind }: Resource): Record<string, string> => ({
  group,
  kind,
  version,
})

/** The schemas of these resources' kinds, lists included; `root` is where references point. */
export function definitionsOf(
  served: readonly Resource[],
  root: string,
): Record<string, JsonObject> {
  const kinds = new Map<string, Resource[]>()
  for (const resource of served) {
    const name = messageNameOf(resource.group, resource.kind)
    kinds.set(name, [...(kinds.get(name) ?? []), resource])
  }
  const bodies = ['Binding', 'DeleteOptions', 'Eviction']
  const built = reachable([...kinds.keys(), ...bodies])
  return Object.fromEntries([
    ...built.map((message) => [nameOf(message), schemaOf(message, kinds.get(message.name), root)]),
    ...[...kinds].map(([name, forms]) => [
      `${nameOf(messageOf(name)!)}List`,
      listSchema(name, forms, root),
    ]),
    ...Object.entries(ownForms),
  ]) as Record<string, JsonObject>
}

const nameOf = ({ package: owner, name }: Message): string => `${owner}.${name.split('/').at(-1)}`

const typeMeta = { apiVersion: { type: 'string' }, kind: { type: 'string' } }

function schemaOf(message: Message, forms: readonly Resource[] = [], root: string): JsonObject {
  const fields = [...jsonFields(message.name).values()]
  const isKind =
    fields.some(({ type }) => type === 'ObjectMeta') || message.name === 'DeleteOptions'
  return {
    type: 'object',
    properties: {
      ...(isKind && message.name !== 'PodTemplateSpec' && typeMeta),
      ...Object.fromEntries(fields.map((field) => [field.name, propertyOf(field, root)])),
    },
    ...(message.atomic && { 'x-kubernetes-map-type': 'atomic' }),
    ...(forms.length > 0 && { [gvk]: forms.map(kindOf) }),
  }
}

function listSchema(name: string, forms: readonly Resource[], root: string): JsonObject {
  return {
    type: 'object',
    properties: {
      ...typeMeta,
      items: { type: 'array', items: { $ref: root + nameOf(messageOf(name)!) } },
      metadata: { type: 'object' },
    },
    [gvk]: forms.map((form) => ({ ...kindOf(form), kind: `${form.kind}List` })),
  }
}

function propertyOf({ shape, type, keys, atomic }: Field, root: string): JsonObject {
  const element = valueOf(type, root)
  if (shape === 'map')
    return {
      type: 'object',
      additionalProperties: element,
      ...(atomic && { 'x-kubernetes-map-type': 'atomic' }),
    }
  if (shape === 'one') return element
  return { type: 'array', items: element, ...listType(keys) }
}

/** One key is also what a strategic merge goes by. */
function listType(keys: readonly string[] | undefined): JsonObject {
  if (keys === undefined) return { 'x-kubernetes-list-type': 'atomic' }
  const merged = { 'x-kubernetes-patch-strategy': 'merge' }
  if (keys.length === 0) return { 'x-kubernetes-list-type': 'set', ...merged }
  return {
    'x-kubernetes-list-map-keys': [...keys],
    'x-kubernetes-list-type': 'map',
    'x-kubernetes-patch-merge-key': keys[0]!,
    ...merged,
  }
}

const scalars: Readonly<Record<string, JsonObject>> = {
  string: { type: 'string' },
  bool: { type: 'boolean' },
  bytes: { type: 'string', format: 'byte' },
  int32: { type: 'integer', format: 'int32' },
  int64: { type: 'integer', format: 'int64' },
}

const meta = 'io.k8s.apimachinery.pkg.apis.meta.v1.'
const formNames: Readonly<Record<string, string>> = {
  Time: `${meta}Time`,
  MicroTime: `${meta}MicroTime`,
  FieldsV1: `${meta}FieldsV1`,
  Quantity: 'io.k8s.apimachinery.pkg.api.resource.Quantity',
  IntOrString: 'io.k8s.apimachinery.pkg.util.intstr.IntOrString',
  RawExtension: 'io.k8s.apimachinery.pkg.runtime.RawExtension',
}

/** What is no message to JSON: texts, lists and objects with rules of their own. */
const ownForms: Readonly<Record<string, JsonObject>> = {
  [formNames['Time']!]: { type: 'string', format: 'date-time' },
  [formNames['MicroTime']!]: { type: 'string', format: 'date-time' },
  [formNames['FieldsV1']!]: { type: 'object' },
  [formNames['Quantity']!]: { type: 'string' },
  [formNames['IntOrString']!]: { type: 'string', format: 'int-or-string' },
  [formNames['RawExtension']!]: { type: 'object' },
  'io.k8s.api.certificates.v1.ExtraValue': { type: 'array', items: { type: 'string' } },
  'io.k8s.api.authorization.v1.ExtraValue': { type: 'array', items: { type: 'string' } },
}

function valueOf(type: string, root: string): JsonObject {
  const message = messageOf(type)
  return scalars[type] ?? { $ref: root + (message ? nameOf(message) : formNames[type]!) }
}
