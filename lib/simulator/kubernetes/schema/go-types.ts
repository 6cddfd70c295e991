import { isAlwaysWritten } from './always-written'
import { type JsonField, jsonFields, messageNameOf, messageOf } from './schema'
import { has } from '../release/changes'

/** What a JSON value is in the API server's Go structs; how it is read, written, merged and owned follows from it. */
export type GoType = Scalar | Struct | List | GoMap

export interface Scalar {
  readonly kind: 'scalar'
  readonly name:
    | 'string'
    | 'int32'
    | 'int64'
    | 'bool'
    | 'bytes'
    | 'time'
    | 'microTime'
    | 'quantity'
    | 'intOrString'
    | 'any'
}

export interface Struct {
  readonly kind: 'struct'
  /** As Go's errors name it: `v1.PodSpec`. */
  readonly name: string
  readonly fields: ReadonlyMap<string, Field>
}

export interface List {
  readonly kind: 'list'
  readonly of: GoType
  /** Keys by which elements are told apart, `set` when they are their own; undefined: the list is one value. */
  readonly keys: readonly string[] | 'set' | undefined
  /** Each element is owned as one value. */
  readonly wholeElements: boolean
}

export interface GoMap {
  readonly kind: 'map'
  readonly of: GoType
}

export interface Field {
  readonly json: string
  /** As Go spells it: `PodIP`, `UID`. */
  readonly goName: string
  /** The embedded struct that it is a field of: `VolumeSource`. */
  readonly embeddedIn: string | undefined
  readonly type: GoType
  /** Written even when it has nothing to say. */
  readonly always: boolean
  /** Told apart from its zero value when it is absent, and so written when it is zero. */
  readonly pointer: boolean
  /** Owned as one value. */
  readonly atomic: boolean
}

/** Structs refer to each other in any order, so fields are read when first asked for. */
class LazyStruct implements Struct {
  readonly kind = 'struct'
  readonly name: string
  #fields: ReadonlyMap<string, Field> | undefined

  constructor(
    private readonly message: string,
    private readonly apart: boolean,
  ) {
    this.name = `v1.${message.split('/').at(-1)}`
  }

  get fields(): ReadonlyMap<string, Field> {
    return (this.#fields ??= new Map([
      ...(isKind(this.message) ? [typeField('kind'), typeField('apiVersion')] : []),
      ...[...jsonFields(this.message)].map(
        ([json, field]) => [json, this.#field(json, field)] as const,
      ),
    ]))
  }

  #field(json: string, { type, shape, keys, atomic, optional, embeddedIn }: JsonField): Field {
    const always = isAlwaysWritten(this.message, json)
    const element = typeOf(type, this.apart)
    return {
      json,
      goName: json === 'metadata' ? 'ObjectMeta' : goNameOf(json),
      embeddedIn: embeddedIn && goNameOf(embeddedIn),
      type:
        shape === 'list'
          ? {
              kind: 'list',
              of: element,
              keys: keys?.length === 0 ? 'set' : keys,
              wholeElements: !this.apart && (messageOf(type)?.atomic ?? false),
            }
          : shape === 'map'
            ? { kind: 'map', of: element }
            : element,
      always,
      pointer:
        optional || (shape === 'one' && !always && element.kind === 'struct') || pointers.has(type),
      atomic: this.apart
        ? type === 'LabelSelector'
        : (shape !== 'list' && atomic) || (shape === 'one' && (messageOf(type)?.atomic ?? false)),
    }
  }
}

const pointers = new Set(['Time', 'MicroTime', 'IntOrString', 'Quantity'])

/** What stands by itself has its metadata as its first field. */
const isKind = (message: string): boolean =>
  message !== 'PodTemplateSpec' &&
  message !== 'PersistentVolumeClaimTemplate' &&
  jsonFields(message).has('metadata')

const typeField = (json: string): [string, Field] => [
  json,
  {
    json,
    goName: goNameOf(json),
    embeddedIn: 'TypeMeta',
    type: scalars.string!,
    always: false,
    pointer: false,
    atomic: false,
  },
]

const goNameOf = (json: string): string =>
  json.replace(/^(uid|api|ip|fs|id|tcp|http|dns|tty|nfs|iscsi|rbd|csi|se)(?![a-z])|^./, (start) =>
    start.toUpperCase(),
  )

const scalar = (name: Scalar['name']): Scalar => ({ kind: 'scalar', name })
const scalars: Readonly<Record<string, Scalar>> = {
  string: scalar('string'),
  bool: scalar('bool'),
  bytes: scalar('bytes'),
  int32: scalar('int32'),
  int64: scalar('int64'),
  Time: scalar('time'),
  MicroTime: scalar('microTime'),
  Quantity: scalar('quantity'),
  IntOrString: scalar('intOrString'),
}

const structs = { whole: new Map<string, Struct>(), apart: new Map<string, Struct>() }

function typeOf(name: string, apart: boolean): GoType {
  const known = structs[apart ? 'apart' : 'whole']
  const found = scalars[name] ?? known.get(name)
  if (found) return found
  if (!messageOf(name)) return scalar('any')
  const made = new LazyStruct(name, apart)
  known.set(name, made)
  return made
}

/**
 * The struct of a kind or of a part of one; undefined for those that the schema doesn't describe. To servers before 1.21
 * nothing but a selector of labels had one owner as a whole: what they say of ownership they read from another struct.
 */
export function structOf(kind: string, minor = 21): Struct | undefined {
  const type = messageOf(kind) && typeOf(kind, !has('wholesAreOwned', minor))
  return type?.kind === 'struct' ? type : undefined
}

/** The struct of an object, or of a resource's objects. */
export const structOfKind = (
  { kind, apiVersion }: { readonly kind: string; readonly apiVersion: string },
  minor?: number,
): Struct | undefined => structOf(messageNameOf(apiVersion.split('/')[0]!, kind), minor)
