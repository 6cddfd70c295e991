import { durations } from '../../../chance/durations'
import { isSame } from '../../json/json'
import { type Namespace } from '../../objects'
import { resources } from '../../resources/catalogue'
import { configmaps, namespaces, serviceaccounts } from '../../resources/core'
import { type Controller, type ControllerContext, reconcile, tolerant } from '../controller'
import { emptyNamespace } from './namespace-emptying'
import { createAccount, keepTokens } from '../service-account-tokens'

/** All that can be in a namespace but what comes and goes with every heartbeat. */
const watched = resources.filter(
  ({ namespaced, kind }) =>
    kind === 'Namespace' || (namespaced && !['Event', 'Lease'].includes(kind)),
)

/** Gives each namespace what every namespace has, and empties those that are being deleted. */
export const namespaceController: Controller = (context) =>
  reconcile(context, watched, durations.syncNamespaces, () => {
    for (const namespace of context.client.list(namespaces)) {
      tolerant(() =>
        namespace.status.phase === 'Terminating'
          ? emptyNamespace(context, namespace)
          : furnish(context, namespace),
      )
    }
  })

function furnish(context: ControllerContext, { metadata: { name } }: Namespace): void {
  publishRootCa(context, name)
  if (!context.client.find(serviceaccounts, { namespace: name, name: 'default' }))
    createAccount(context, name)
  keepTokens(context, name)
}

/** Whatever somebody makes of it, the cluster's CA is put back. */
function publishRootCa({ client, pki }: ControllerContext, namespace: string): void {
  const place = { namespace, name: 'kube-root-ca.crt' }
  const data = { 'ca.crt': pki.ca.certificate }
  const found = client.find(configmaps, place)
  if (!found) {
    client.create(configmaps, { kind: 'ConfigMap', apiVersion: 'v1', metadata: place, data })
  } else if (!isSame(found.data, data)) {
    client.modify(configmaps, place, (draft) => (draft.data = data))
  }
}
