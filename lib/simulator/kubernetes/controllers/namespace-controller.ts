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
  giveTokens(context, name)
}

function createAccount(context: ControllerContext, namespace: string): void {
  const account: ServiceAccount = {
    kind: 'ServiceAccount',
    apiVersion: 'v1',
    metadata: { name: 'default', namespace },
  }
  // Pods may be created as soon as it is there: it comes with its token.
  if (hasTokens(context)) account.secrets = [{ name: createToken(context, account) }]
  context.client.create(serviceaccounts, account)
}

/** Before 1.24 a service account has a secret with its token. */
const hasTokens = ({ release }: ControllerContext): boolean => release.minor < 24

function giveTokens(context: ControllerContext, namespace: string): void {
  if (!hasTokens(context)) return
  for (const account of context.client.list(serviceaccounts, namespace)) {
    if (account.secrets?.length || account.metadata.deletionTimestamp) continue
    const name = createToken(context, account)
    context.client.modify(serviceaccounts, account.metadata, (draft) => {
      draft.secrets = [{ name }]
    })
  }
}

function createToken(
  { client, random, pki }: ControllerContext,
  { metadata: { name, namespace = '', uid } }: ServiceAccount,
): string {
  const own = random.of(`token ${namespace}${name === 'default' ? '' : `/${name}`}`)
  const token: Secret = {
    kind: 'Secret',
    apiVersion: 'v1',
    metadata: {
      name: `${name}-token-${own.text(5)}`,
      namespace,
      annotations: {
        'kubernetes.io/service-account.name': name,
        ...(uid && { 'kubernetes.io/service-account.uid': uid }),
      },
    },
    stringData: { 'ca.crt': pki.ca.certificate, namespace, token: own.text(40) },
    type: 'kubernetes.io/service-account-token',
  }
  return client.create(secrets, token).metadata.name
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
