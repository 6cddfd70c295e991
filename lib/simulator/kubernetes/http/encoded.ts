import { Recent } from '../../cache/recent'
import { goJson } from '../../go/json-text'
import { type KubeObject } from '../objects'

/** Whoever is told of a change is told soon: what the history keeps of an object is not kept as text, too. */
const told = 50

const texts = new Recent<object, string>(told)

/**
 * An object as JSON, made once for whoever wrote it and however many watchers see it: stored objects are never changed in
 * place, nor is an answer.
 */
export const encoded = (object: object): string =>
  texts.get(object) ?? texts.keep(object, goJson(object))

const events = new Recent<KubeObject, Map<string, Buffer>>(told)

/** An event of a watch as the line that is sent, made once for all watchers, too. */
export function encodedEvent(type: string, object: KubeObject): Buffer {
  const lines = events.get(object) ?? events.keep(object, new Map<string, Buffer>())
  let line = lines.get(type)
  if (!line) lines.set(type, (line = lineOf(type, encoded(object))))
  return line
}

export const lineOf = (type: string, object: string): Buffer =>
  Buffer.from(`{"type":"${type}","object":${object}}\n`)
