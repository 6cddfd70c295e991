import { goJson } from '../../go/json-text'
import { type KubeObject } from '../objects'

const texts = new WeakMap<object, string>()

/**
 * An object as JSON, made once for whoever wrote it and however many watchers see it: stored objects are never changed in
 * place, nor is an answer.
 */
export function encoded(object: object): string {
  let text = texts.get(object)
  if (text === undefined) texts.set(object, (text = goJson(object)))
  return text
}

const events = new WeakMap<KubeObject, Map<string, Buffer>>()

/** An event of a watch as the line that is sent, made once for all watchers, too. */
export function encodedEvent(type: string, object: KubeObject): Buffer {
  let lines = events.get(object)
  if (!lines) events.set(object, (lines = new Map<string, Buffer>()))
  let line = lines.get(type)
  if (!line) lines.set(type, (line = lineOf(type, encoded(object))))
  return line
}

export const lineOf = (type: string, object: string): Buffer =>
  Buffer.from(`{"type":"${type}","object":${object}}\n`)
