import { serviceaccounts } from '../resources/core'
import { type AdmissionContext } from '../resources/resource'
import {
  type ObjectMeta,
  type Pod,
  type ServiceAccount,
  type Toleration,
  type Volume,
} from '../objects'
import { allContainers } from '../objects/all-containers'
import { copyOf } from '../json/json'
import { giveDefaults, insistOnLimits } from './limit-admission'
import { admitPriority } from './priority-admission'
import { forbidden } from './status-error'
import { has } from '../release/changes'

const tokenPath = '/var/run/secrets/kubernetes.io/serviceaccount'

/** The admission plugins that change every new pod: LimitRanger, ServiceAccount, DefaultTolerationSeconds, Priority. */
export function admitPod(pod: Pod, context: AdmissionContext): void {
  const { spec } = pod
  const refuse = (why: string): Error => forbidden(resource, askedName(pod.metadata), why)
  giveDefaults(pod, context)
  if (!isStatic(pod)) useServiceAccount(pod, context)
  spec.tolerations = withDefaultTolerations(spec.tolerations)
  admitPriority(pod, context, refuse)
  admitRuntime(pod)
  insistOnLimits(pod, context, refuse)
}

const resource = { plural: 'pods', kind: 'Pod', group: '' }

/** There are no runtime classes in this cluster. */
function admitRuntime({ metadata, spec }: Pod): void {
  const { runtimeClassName, overhead } = spec as { runtimeClassName?: string; overhead?: object }
  if (runtimeClassName)
    throw forbidden(
      resource,
      askedName(metadata),
      `pod rejected: RuntimeClass "${runtimeClassName}" not found`,
    )
  if (overhead)
    throw forbidden(
      resource,
      askedName(metadata),
      'pod rejected: Pod Overhead set without corresponding RuntimeClass defined Overhead',
    )
}

/** Pods that a kubelet runs from files have no service account. */
const isStatic = ({ metadata }: Pod): boolean =>
  metadata.annotations?.['kubernetes.io/config.mirror'] !== undefined

function useServiceAccount(pod: Pod, context: AdmissionContext): void {
  const { spec } = pod
  spec.serviceAccountName ??= 'default'
  spec.serviceAccount = spec.serviceAccountName
  const account = accountOf(pod, context)
  const { automountServiceAccountToken: mounts = account.automountServiceAccountToken } = spec
  if (mounts !== false) mountToken(pod, account, context)
  if (!spec.imagePullSecrets?.length && account.imagePullSecrets)
    spec.imagePullSecrets = copyOf(account.imagePullSecrets)
}

function accountOf({ metadata, spec }: Pod, context: AdmissionContext): ServiceAccount {
  const account: ServiceAccount | undefined = context.find(
    serviceaccounts,
    `${metadata.namespace}/${spec.serviceAccountName}`,
  )
  if (!account) {
    const why = `error looking up service account ${metadata.namespace}/${spec.serviceAccountName}: serviceaccount "${spec.serviceAccountName}" not found`
    throw forbidden(resource, askedName(metadata), why)
  }
  return account
}

function mountToken({ spec }: Pod, account: ServiceAccount, context: AdmissionContext): void {
  const volume = has('BoundServiceAccountTokenVolume', context.minor)
    ? projectedToken(context)
    : tokenSecret(account)
  spec.volumes = [...(spec.volumes ?? []), volume]
  for (const container of allContainers(spec)) {
    container.volumeMounts ??= []
    if (container.volumeMounts.some(({ mountPath }) => mountPath === tokenPath)) continue
    container.volumeMounts.push({ name: volume.name, readOnly: true, mountPath: tokenPath })
  }
}

function tokenSecret({ secrets = [] }: ServiceAccount): Volume {
  const secretName = secrets[0]?.name ?? 'default-token'
  return { name: secretName, secret: { secretName, defaultMode: 0o644 } }
}

const projectedToken = ({ text }: AdmissionContext): Volume => ({
  name: `kube-api-access-${text(5)}`,
  projected: {
    sources: [
      { serviceAccountToken: { expirationSeconds: 3607, path: 'token' } },
      { configMap: { name: 'kube-root-ca.crt', items: [{ key: 'ca.crt', path: 'ca.crt' }] } },
      {
        downwardAPI: {
          items: [
            { path: 'namespace', fieldRef: { apiVersion: 'v1', fieldPath: 'metadata.namespace' } },
          ],
        },
      },
    ],
    defaultMode: 0o644,
  },
})

/** Pods wait five minutes for a node that is not ready; that is seen to with each update, too. */
export function withDefaultTolerations(given: readonly Toleration[] = []): Toleration[] {
  const missing = ['node.kubernetes.io/not-ready', 'node.kubernetes.io/unreachable'].filter(
    (key) =>
      !given.some(
        (toleration) =>
          (toleration.key === key || toleration.key === undefined) &&
          (toleration.effect === 'NoExecute' || !toleration.effect),
      ),
  )
  return [
    ...given,
    ...missing.map((key) => ({
      key,
      operator: 'Exists',
      effect: 'NoExecute',
      tolerationSeconds: 300,
    })),
  ]
}

/** Admission comes before a name is made: until then an object goes by the beginning of it. */
const askedName = ({ name, generateName }: ObjectMeta): string =>
  generateName && name.startsWith(generateName) ? generateName : name
