import { type KubeObject, type Namespace } from '../objects'
import { namespaces } from '../resources/core'
import { beingTerminated, notFound, type ResourceName } from './status-error'
import { type Store } from './store'

/** Throws 404 for an object whose namespace isn't there, 403 for one whose namespace is going. */
export function insistOnOpenNamespace(
  store: Store,
  resource: ResourceName,
  name = '',
  { metadata }: KubeObject,
): void {
  const namespace = store.get(namespaces.plural, name) as Namespace | undefined
  if (!namespace) throw notFound(namespaces, name)
  if (namespace.status.phase === 'Terminating') throw beingTerminated(resource, metadata.name, name)
}
