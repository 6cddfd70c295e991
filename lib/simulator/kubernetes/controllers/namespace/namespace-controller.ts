import { durations } from '../../../chance/durations'
import { type StoreEvent } from '../../api/store'
import { isSame } from '../../json/json'
import { type Namespace } from '../../objects'
import { resources } from '../../resources/catalogue'
import { configmaps, namespaces, secrets, serviceaccounts } from '../../resources/core'
import { type Controller, type ControllerContext, reconcile, tolerant } from '../controller'
import { emptyNamespace } from './namespace-emptying'
import { createAccount, keepTokens } from '../service-account-tokens'

/** All that can be in a namespace but what comes and goes with every heartbeat. */
const watched = resources.filter(
  ({ namespaced, kind }) =>
    kind === 'Namespace' || (namespaced && !['Event', 'Lease'].includes(kind)),
)

/** Gives each namespace what every namespace has, and empties those that are being deleted. */
export const namespaceController: Controller = (context) => {
  const emptying = new Set<string>()
  const sync = (): void => {
    const all = context.client.list(namespaces)
    emptying.clear()
    for (const namespace of all) {
      const ends = namespace.status.phase === 'Terminating'
      if (ends) emptying.add(namespace.metadata.name)
      tolerant(() => (ends ? emptyNamespace : furnish)(context, namespace))
    }
  }
  return reconcile(
    context,
    watched,
    durations.syncNamespaces,
    sync,
    (change) => isFurniture(change) || emptying.has(change.object.metadata.namespace ?? ''),
  )
}

/** Is it one of the things that every namespace has, or a namespace? */
const isFurniture = ({ resource, object }: StoreEvent): boolean =>
  resource === configmaps.plural
    ? object.metadata.name === rootCa
    : [namespaces, serviceaccounts, secrets].some(({ plural }) => plural === resource)

const rootCa = 'kube-root-ca.crt'

function furnish(context: ControllerContext, { metadata: { name } }: Namespace): void {
  publishRootCa(context, name)
  if (!context.client.find(serviceaccounts, { namespace: name, name: 'default' }))
    createAccount(context, name)
  keepTokens(context, name)
}

/** Whatever somebody makes of it, the cluster's CA is put back. */
function publishRootCa({ client, pki }: ControllerContext, namespace: string): void {
  const place = { namespace, name: rootCa }
  const data = { 'ca.crt': pki.ca.certificate }
  const found = client.find(configmaps, place)
  if (!found) {
    client.create(configmaps, { kind: 'ConfigMap', apiVersion: 'v1', metadata: place, data })
  } else if (!isSame(found.data, data)) {
    client.modify(configmaps, place, (draft) => (draft.data = data))
  }
}
