import { containerMessages } from './container-messages'
import { coreMessages } from './core-messages'
import { groupMessages } from './group-messages'
import { type Field, type Message, messagesIn } from './message-notation'
import { metaMessages } from './meta-messages'
import { nodeMessages } from './node-messages'
import { podMessages } from './pod-messages'
import { volumeMessages } from './volume-messages'

const messages: ReadonlyMap<string, Message> = new Map(
  [
    containerMessages,
    coreMessages,
    groupMessages,
    metaMessages,
    nodeMessages,
    podMessages,
    volumeMessages,
  ]
    .flatMap(messagesIn)
    .map((message) => [message.name, message]),
)

/** How a kind, or a part of one, is built; undefined for scalars and for what has a form of its own. */
export const messageOf = (type: string): Message | undefined => messages.get(type)

/** How the kind of a group is called here: by its group, too, where that is what tells it from another one. */
export function messageNameOf(group: string, kind: string): string {
  const whole = `${group}/${kind}`
  return messages.has(whole) ? whole : kind
}

/** A field as JSON shows it: those of an embedded message are their owner's. */
export interface JsonField extends Field {
  readonly embeddedIn?: string
}

/** The fields of a kind, or of a part of one, as JSON shows them. */
export function jsonFields(type: string): ReadonlyMap<string, JsonField> {
  let fields = jsonFieldsOf.get(type)
  if (!fields) jsonFieldsOf.set(type, (fields = new Map(flattened(type))))
  return fields
}

const jsonFieldsOf = new Map<string, ReadonlyMap<string, JsonField>>()

const flattened = (type: string): [string, JsonField][] =>
  (messageOf(type)?.fields ?? []).flatMap((field): [string, JsonField][] =>
    field.inline
      ? flattened(field.type).map(([name, inner]) => [name, { ...inner, embeddedIn: field.name }])
      : [[field.name, field]],
  )

/** The messages that these are built of, themselves included. */
export function reachable(types: readonly string[]): Message[] {
  const found = new Map<string, Message>()
  const visit = (type: string): void => {
    const message = messageOf(type)
    if (!message || found.has(type)) return
    found.set(type, message)
    for (const field of message.fields) visit(field.type)
  }
  types.forEach(visit)
  return [...found.values()]
}
