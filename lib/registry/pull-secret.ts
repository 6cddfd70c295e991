import { type V1Secret } from '../kube/api/client-node'
import { RUN_LABEL } from '../kube/templates/of-the-run'
import { remember } from '../redaction/redacted'
import { type RegistryLogin } from './registry-token'

/** A login for pods, as `kubectl create secret docker-registry` makes it; a DaemonSet names it in imagePullSecrets. */
export function pullSecret({
  name,
  run,
  registry,
  login: { user, token },
}: {
  readonly name: string
  readonly run: string
  readonly registry: string
  readonly login: RegistryLogin
}): V1Secret {
  const auth = Buffer.from(`${user}:${token.reveal()}`).toString('base64')
  remember(auth)
  const config = { auths: { [registry]: { username: user, password: token.reveal(), auth } } }
  return {
    apiVersion: 'v1',
    kind: 'Secret',
    type: 'kubernetes.io/dockerconfigjson',
    metadata: { name, namespace: 'default', labels: { [RUN_LABEL]: run } },
    stringData: { '.dockerconfigjson': JSON.stringify(config) },
  }
}
