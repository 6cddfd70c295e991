import { keyOf } from '../kubernetes/api/store'
import type { KubeObject } from '../kubernetes/objects'
import type { MinikubeCluster } from '../vmhost/minikube/minikube-cluster'
import { decorate } from './decorate'

/**
 * Changes every object of a kind as it is stored, those that are there too; `before` is what was stored last. The
 * answer ends it, and stores what was wanted meanwhile.
 */
export function aroundStore<T extends KubeObject>(
  { kubernetes: { store } }: MinikubeCluster,
  plural: string,
  change: (object: T, before: T | undefined) => T,
): () => void {
  const wanted = new Map<string, KubeObject>()
  const end = decorate(store, 'put', (put) => (resource, key, object) => {
    if (resource !== plural) return put(resource, key, object)
    wanted.set(key, object)
    return put(resource, key, change(object as T, store.get(resource, key) as T | undefined))
  })
  for (const object of store.list(plural)) store.put(plural, keyOf(object), object)
  return () => {
    end()
    for (const [key, object] of wanted) if (store.get(plural, key)) store.put(plural, key, object)
  }
}
