/**
 * One message a paragraph, as Kubernetes' own protobuf definitions (1.28) have it, in fewer words:
 * `Name: field=number type, …`. Types: `[]X` a list, `map X` a map from text, `&X` fields that JSON shows one
 * level up. `[]X{a,b}` is a list merged by these keys of its elements, `[]string{}` a set; other lists have one
 * owner. `!` after a type, or after the message's name: maps and structs that have one owner, too; `?` after a
 * scalar: zero and empty differ from absent. `@27`: it came with 1.27; `@21/22`: servers know it since 1.21 and keep it
 * since 1.22, when its feature gate was on by default; `@27/off`: 1.28 has it still off. `group/Name` is a message whose
 * name the core group has, too. A line `# package` says where the following messages belong.
 */
export interface Field {
  readonly name: string
  /** In protobuf. */
  readonly number: number
  readonly shape: 'one' | 'list' | 'map'
  /** `string`, `int32`, … or a message. */
  readonly type: string
  /** Of a list's elements, in a list that is merged; empty for a set. */
  readonly keys?: readonly string[]
  /** One owner for all that is in it. */
  readonly atomic: boolean
  readonly inline: boolean
  /** Of a scalar: its zero is told apart from its absence. */
  readonly optional: boolean
  /** The minor version whose servers were the first to know it. */
  readonly since: number
  /** The first whose servers keep it when a client sends it; before, its feature is off. */
  readonly keptSince: number
}

export interface Message {
  readonly name: string
  /** As OpenAPI names it: `io.k8s.api.core.v1`. */
  readonly package: string
  readonly atomic: boolean
  readonly fields: readonly Field[]
}

/** Reads messages from that notation. Throws for what it can't read. */
export const messagesIn = (text: string): Message[] =>
  text
    .split(/^# /m)
    .slice(1)
    .flatMap((part) => {
      const [name = '', ...paragraphs] = part.trim().split(/\n(?=\w)/)
      return paragraphs.map((paragraph) => messageIn(name, paragraph))
    })

function messageIn(owner: string, paragraph: string): Message {
  const [, name, mark, fields] = /^([\w./]+)(!?): (.*)$/s.exec(paragraph) ?? unreadable(paragraph)
  return {
    name: name!,
    package: owner,
    atomic: mark === '!',
    fields: fields!.split(/,\s+/).map(fieldIn),
  }
}

const fieldIn = (text: string): Field => {
  const [, name, number, inline, prefix, type, keys, mark, since, kept] =
    /^(\w+)=(\d+) (&?)(\[\]|map |)([\w./]+)(?:\{([\w,]*)\})?([!?]?)(?: @(\d+)(?:\/(\d+|off))?)?$/.exec(
      text,
    ) ?? unreadable(text)
  const shape = prefix === '[]' ? 'list' : prefix === '' ? 'one' : 'map'
  return {
    name: name!,
    number: Number(number),
    shape,
    type: type!,
    ...(keys !== undefined && { keys: keys.split(',').filter(Boolean) }),
    atomic: mark === '!' || (shape === 'list' && keys === undefined),
    inline: inline === '&',
    optional: mark === '?',
    since: Number(since ?? 0),
    keptSince: kept === 'off' ? Infinity : Number(kept ?? since ?? 0),
  }
}

const unreadable = (text: string): never => {
  throw new Error(`Not in the notation of messages: ${text}`)
}
