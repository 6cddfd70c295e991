import { type KubeObject } from '../objects'

const texts = new WeakMap<KubeObject, string>()

/** A stored object as JSON, made once however many watchers see it: stored objects are never changed in place. */
export function encoded(object: KubeObject): string {
  let text = texts.get(object)
  if (text === undefined) texts.set(object, (text = JSON.stringify(object)))
  return text
}
