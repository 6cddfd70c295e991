import { type KubernetesApi } from '../../api/kubernetes-api'
import { type KubeObject, type ManagedFieldsEntry } from '../../objects'
import { type Resource } from '../../resources/resource'

/**
 * Creates roles and bindings that one writer makes at once. Whose what is of them is worked out for the first of each shape only: their
 * rules and subjects have one owner as a whole, so those that have the same fields have the same owners.
 */
export class OwnedCreation {
  readonly #owners = new Map<string, ManagedFieldsEntry[] | undefined>()

  constructor(
    private readonly api: KubernetesApi,
    private readonly manager: string,
  ) {}

  create<T extends KubeObject>(resource: Resource<T>, object: T): void {
    const { metadata } = object
    const { namespace, labels = {} } = metadata
    const shape = [resource.kind, Object.keys(labels), keysIn(object)].join(' ')
    const managedFields = this.#owners.get(shape)
    if (managedFields) {
      const known = { ...object, metadata: { ...metadata, managedFields } }
      return void this.api.create(resource, namespace, known)
    }
    const made = this.api.create(resource, namespace, object, { manager: this.manager })
    this.#owners.set(shape, made.metadata.managedFields)
  }
}

/** What is in the maps of an object, and which of its fields hold nothing. */
const keysIn = (object: object): string =>
  Object.entries(object)
    .map(([key, value]: [string, unknown]) => {
      if (value === null || Array.isArray(value)) return `${key}:${(value ?? []).length > 0}`
      return typeof value === 'object' ? `${key}{${Object.keys(value).join()}}` : key
    })
    .join()
