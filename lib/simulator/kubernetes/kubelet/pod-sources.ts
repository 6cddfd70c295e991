import { ApiUnreachable } from '../api/api-client'
import { type KubeObject } from '../objects'
import { type Resource } from '../resources/resource'
import { type KubeletAccess } from './kubelet-host'

/** What pods are made of besides themselves, ConfigMaps, Secrets, Services: known once, it is known without the API, too. */
export class PodSources {
  readonly #known = new Map<string, KubeObject>()
  readonly #lists = new Map<string, readonly KubeObject[]>()

  constructor(private readonly access: KubeletAccess) {}

  /** Undefined when there is none. Throws ApiUnreachable for what was never seen while the API is away. */
  find<T extends KubeObject>(
    resource: Resource<T>,
    namespace: string,
    name: string,
  ): T | undefined {
    const key = `${resource.plural}/${namespace}/${name}`
    const found = this.#asked(
      () => this.access.client().find(resource, { namespace, name }),
      () => this.#known.get(key) as T | undefined,
    )
    if (found) this.#known.set(key, found)
    else this.#known.delete(key)
    return found
  }

  list<T extends KubeObject>(resource: Resource<T>, namespace: string): readonly T[] {
    const key = `${resource.plural}/${namespace}`
    const found = this.#asked(
      () => this.access.client().list(resource, namespace),
      () => this.#lists.get(key) as readonly T[] | undefined,
    )
    this.#lists.set(key, found)
    return found
  }

  #asked<Answer>(ask: () => Answer, recall: () => Answer | undefined): Answer {
    try {
      return ask()
    } catch (error) {
      if (!(error instanceof ApiUnreachable)) throw error
      const known = recall()
      if (known === undefined) throw error
      return known
    }
  }
}

/**
 * What was found of a ConfigMap or Secret; undefined where it may be missing, and is. Throws Error in the kubelet's words
 * where it may not.
 */
export function insistOnSource<T>(
  found: T | undefined,
  kind: 'configmap' | 'secret',
  { name = '', optional }: { readonly name?: string | undefined; readonly optional?: boolean },
): T | undefined {
  if (found === undefined && !optional) throw new Error(`${kind} "${name}" not found`)
  return found
}
