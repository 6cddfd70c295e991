import { type DeleteOptions } from './deletion/delete-options'
import { type KubernetesApi } from './kubernetes-api'
import { type Place } from './write-options'
import { type StoreEvent } from './store'
import { type KubeObject } from '../objects'
import { type Resource } from '../resources/resource'

/** The API server can't be reached: it is stopped, or the network between is cut. */
export class ApiUnreachable extends Error {
  override name = 'ApiUnreachable'
}

/**
 * The API without the wire, for the simulator's own controllers and kubelets. Every call throws ApiUnreachable
 * while the API server is down, and StatusError for what it refuses.
 */
export class ApiClient {
  constructor(
    private readonly api: KubernetesApi,
    private readonly insistOnReachable: () => void,
    /** Who owns the fields that are written through this client. */
    private readonly manager: string,
  ) {}

  /** The same API in another component's name. */
  as(manager: string): ApiClient {
    return new ApiClient(this.api, this.insistOnReachable, manager)
  }

  find<T extends KubeObject>(resource: Resource<T>, place: Place): T | undefined {
    this.insistOnReachable()
    return this.api.find(resource, place)
  }

  list<T extends KubeObject>(resource: Resource<T>, namespace?: string): T[] {
    this.insistOnReachable()
    return this.api.list(resource, namespace)
  }

  create<T extends KubeObject>(resource: Resource<T>, object: T): T {
    this.insistOnReachable()
    const { manager } = this
    return this.api.create(resource, object.metadata.namespace, object, { manager })
  }

  /** `change` gets a copy to alter. */
  modify<T extends KubeObject>(resource: Resource<T>, place: Place, change: (draft: T) => void): T {
    this.insistOnReachable()
    return this.api.modify(resource, place, change, { manager: this.manager })
  }

  /** Like `modify`; only the status is taken over. */
  modifyStatus<T extends KubeObject>(
    resource: Resource<T>,
    place: Place,
    change: (draft: T) => void,
  ): T {
    this.insistOnReachable()
    const { manager } = this
    return this.api.modify(resource, place, change, { subresource: 'status', manager })
  }

  /** Like `modify`; takes over what finalizers an object's spec has. */
  finalize<T extends KubeObject>(
    resource: Resource<T>,
    place: Place,
    change: (draft: T) => void,
  ): void {
    this.insistOnReachable()
    this.api.modify(resource, place, change, { subresource: 'finalize', manager: this.manager })
  }

  /** Binds a pod: a write that takes over spec and status both. */
  bind<T extends KubeObject>(resource: Resource<T>, place: Place, change: (draft: T) => void): T {
    this.insistOnReachable()
    return this.api.modify(resource, place, change, { subresource: 'binding' })
  }

  delete<T extends KubeObject>(resource: Resource<T>, place: Place, options?: DeleteOptions): void {
    this.insistOnReachable()
    this.api.delete(resource, place, options)
  }

  /** Every change of these resources from now on; the answer unsubscribes. */
  watch(
    resources: readonly { plural: string }[],
    listener: (event: StoreEvent) => void,
  ): () => void {
    const wanted = new Set(resources.map(({ plural }) => plural))
    return this.api.store.subscribe((event) => {
      if (wanted.has(event.resource)) listener(event)
    })
  }
}
