import type { Verb } from '../call'
import { KubectlFailure } from '../failure'
import { groupVersion, resourceKind, type ResourceKind } from '../resource-kinds'

interface Schema {
  readonly $ref?: string
  readonly type?: string
  readonly description?: string
  readonly items?: Schema
  readonly additionalProperties?: Schema
  readonly properties?: Readonly<Record<string, Schema>>
  readonly required?: readonly string[]
  readonly 'x-kubernetes-group-version-kind'?: readonly {
    group: string
    version: string
    kind: string
  }[]
}

type Definitions = Readonly<Record<string, Schema>>

/** `kubectl explain KIND.FIELD…`: what the server's OpenAPI document says of it. */
export const explain: Verb = {
  name: 'explain',
  flags: { 'api-version': 'value', recursive: 'switch', output: 'value' },
  async run(call) {
    const [target, ...others] = call.line.words
    if (!target)
      throw new KubectlFailure(
        'error: You must specify the type of resource to explain. Use "kubectl api-resources" for a complete list of supported resources.\n',
      )
    if (others.length > 0)
      throw new KubectlFailure('error: We accept only this format: explain RESOURCE\n')
    const [type = '', ...fields] = target.split('.')
    const kind = known(type, call.minor)
    const { definitions } = await call.api.json<{ definitions: Definitions }>('GET', '/openapi/v2')
    call.write(explained(kind, fields, definitions))
  },
}

/** The one complaint that kubectl leaves without its usual prefix. */
function known(type: string, minor: number): ResourceKind {
  try {
    return resourceKind(type, minor)
  } catch {
    throw new KubectlFailure(`the server doesn't have a resource type ${JSON.stringify(type)}`)
  }
}

function explained(kind: ResourceKind, fields: readonly string[], all: Definitions): string {
  let parent = definitionOf(kind, all)
  if (!parent)
    throw new KubectlFailure(
      `error: couldn't find resource for "${groupVersion(kind)}, Kind=${kind.kind}"`,
    )
  let field: Schema | undefined
  for (const name of fields) {
    const owner: Schema = field ? resolved(field, all) : parent
    field = owner.properties?.[name]
    if (!field) throw new KubectlFailure(`error: field ${JSON.stringify(name)} does not exist`)
    parent = owner
  }
  const shown = field ? resolved(field, all) : parent
  const isObject = shown.properties !== undefined
  const name = fields.at(-1)
  const title = field
    ? `${isObject ? 'RESOURCE' : 'FIELD'}: ${isObject ? '' : '   '}${name} <${typeOf(field, all)}>\n\n`
    : ''
  return [
    `KIND:     ${kind.kind}\n`,
    `VERSION:  ${groupVersion(kind)}\n\n`,
    title,
    `DESCRIPTION:\n     ${field?.description ?? shown.description ?? '<empty>'}\n`,
    isObject ? `\nFIELDS:\n${fieldLines(shown, all)}` : '',
  ].join('')
}

const fieldLines = ({ properties = {}, required = [] }: Schema, all: Definitions): string =>
  Object.entries(properties)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, schema]) => {
      const mark = required.includes(name) ? ' -required-' : ''
      const text = schema.description ? `     ${schema.description}\n` : ''
      return `   ${name}\t<${typeOf(schema, all)}>${mark}\n${text}\n`
    })
    .join('')

const definitionOf = (
  { group, version, kind }: ResourceKind,
  all: Definitions,
): Schema | undefined =>
  Object.values(all).find((schema) =>
    schema['x-kubernetes-group-version-kind']?.some(
      (each) => each.group === group && each.version === version && each.kind === kind,
    ),
  )

/** What stands behind a reference, or in a list. */
function resolved(schema: Schema, all: Definitions): Schema {
  if (schema.items) return resolved(schema.items, all)
  if (!schema.$ref) return schema
  return all[schema.$ref.replace('#/definitions/', '')] ?? schema
}

function typeOf(schema: Schema, all: Definitions): string {
  if (schema.items) return `[]${typeOf(schema.items, all)}`
  if (schema.additionalProperties) return `map[string]${typeOf(schema.additionalProperties, all)}`
  const { type, properties } = resolved(schema, all)
  return properties || (type ?? 'object') === 'object' ? 'Object' : type!
}
