import { durations } from '../../durations'
import { type KubeObject, type Namespace, type Secret, type ServiceAccount } from '../objects'
import { resources } from '../resources/catalogue'
import { configmaps, namespaces, secrets, serviceaccounts } from '../resources/core'
import { pods } from '../resources/pods'
import { type Resource } from '../resources/resource'
import { type Controller, type ControllerContext, reconcile, tolerant } from './controller'

/** Gives each namespace what every namespace has, and empties those that are being deleted. */
export const namespaceController: Controller = (context) =>
  reconcile(
    context,
    [namespaces, configmaps, serviceaccounts, pods],
    durations.syncNamespaces,
    () => {
      for (const namespace of context.client.list(namespaces)) {
        tolerant(() =>
          namespace.status.phase === 'Terminating'
            ? empty(context, namespace)
            : furnish(context, namespace),
        )
      }
    },
  )

function furnish(context: ControllerContext, { metadata: { name } }: Namespace): void {
  const { client, pki } = context
  if (!client.find(configmaps, { namespace: name, name: 'kube-root-ca.crt' })) {
    client.create(configmaps, {
      kind: 'ConfigMap',
      apiVersion: 'v1',
      metadata: { name: 'kube-root-ca.crt', namespace: name },
      data: { 'ca.crt': pki.ca.certificate },
    })
  }
  if (!client.find(serviceaccounts, { namespace: name, name: 'default' }))
    createAccount(context, name)
}

/** Before 1.24 a service account has a secret with its token. */
function createAccount(
  { client, random, release, pki }: ControllerContext,
  namespace: string,
): void {
  const account: ServiceAccount = {
    kind: 'ServiceAccount',
    apiVersion: 'v1',
    metadata: { name: 'default', namespace },
  }
  if (release.minor < 24) {
    const own = random.of(`token ${namespace}`)
    const token: Secret = {
      kind: 'Secret',
      apiVersion: 'v1',
      metadata: {
        name: `default-token-${own.text(5)}`,
        namespace,
        annotations: { 'kubernetes.io/service-account.name': 'default' },
      },
      stringData: { 'ca.crt': pki.ca.certificate, namespace, token: own.text(40) },
      type: 'kubernetes.io/service-account-token',
    }
    account.secrets = [{ name: client.create(secrets, token).metadata.name }]
  }
  client.create(serviceaccounts, account)
}

function empty({ client }: ControllerContext, { metadata: { name } }: Namespace): void {
  const contents = (): { resource: Resource; object: KubeObject }[] =>
    resources
      .filter(({ namespaced }) => namespaced)
      .flatMap((resource) => client.list(resource, name).map((object) => ({ resource, object })))
  for (const { resource, object } of contents()) {
    if (!object.metadata.deletionTimestamp) tolerant(() => client.delete(resource, object.metadata))
  }
  if (contents().length > 0) return
  client.modify(namespaces, { name }, (namespace) => {
    namespace.spec.finalizers = []
    delete namespace.metadata.finalizers
  })
}
