import { groupVersion } from '../resources/resource'
import { type ServedKind } from './served-kinds'

/**
 * `group/version kinds since until`, in minor versions, and what is to be used instead where that is not the same kind in v1
 * (`zz_generated.prerelease-lifecycle.go` of each API, 1.20 to 1.28).
 */
const text = `
extensions/v1beta1 Ingress 14 22 networking.k8s.io/v1
networking.k8s.io/v1beta1 Ingress 19 22
networking.k8s.io/v1beta1 IngressClass 19 22 networking.k8s.io/v1 IngressClassList
apiextensions.k8s.io/v1beta1 CustomResourceDefinition 16 22
admissionregistration.k8s.io/v1beta1 MutatingWebhookConfiguration,ValidatingWebhookConfiguration 16 22
apiregistration.k8s.io/v1beta1 APIService 19 22
authentication.k8s.io/v1beta1 TokenReview 19 22
authorization.k8s.io/v1beta1 LocalSubjectAccessReview,SelfSubjectAccessReview,SelfSubjectRulesReview,SubjectAccessReview 19 22
certificates.k8s.io/v1beta1 CertificateSigningRequest 19 22
coordination.k8s.io/v1beta1 Lease 19 22
rbac.authorization.k8s.io/v1beta1 ClusterRole,ClusterRoleBinding,Role,RoleBinding 17 22
scheduling.k8s.io/v1beta1 PriorityClass 14 22
storage.k8s.io/v1beta1 CSINode 17 22
storage.k8s.io/v1beta1 StorageClass,CSIDriver,VolumeAttachment 19 22
batch/v1beta1 CronJob 21 25
policy/v1beta1 PodDisruptionBudget 21 25
policy/v1beta1 PodSecurityPolicy 21 25 -
discovery.k8s.io/v1beta1 EndpointSlice 21 25
events.k8s.io/v1beta1 Event 22 25 -
node.k8s.io/v1beta1 RuntimeClass 22 25 -
autoscaling/v2beta1 HorizontalPodAutoscaler 22 25 autoscaling/v2beta2
autoscaling/v2beta2 HorizontalPodAutoscaler 23 26 autoscaling/v2
flowcontrol.apiserver.k8s.io/v1beta1 FlowSchema,PriorityLevelConfiguration 23 26 -
storage.k8s.io/v1beta1 CSIStorageCapacity 24 27
flowcontrol.apiserver.k8s.io/v1beta2 FlowSchema,PriorityLevelConfiguration 26 29 flowcontrol.apiserver.k8s.io/v1beta3
v1 ComponentStatus 19
`

interface Deprecation {
  readonly since: number
  readonly warning: string
}

let known: ReadonlyMap<string, Deprecation> | undefined

/** What clients are warned of that still ask for this kind in this version; undefined where there is nothing wrong with it. */
export function deprecationOf(served: ServedKind, minor: number): string | undefined {
  known ??= new Map(text.trim().split('\n').flatMap(deprecationsIn))
  const found = known.get(`${groupVersion(served)} ${served.kind}`)
  return found && minor >= found.since ? found.warning : undefined
}

function deprecationsIn(line: string): [string, Deprecation][] {
  const [version = '', kinds = '', since, until, instead, other] = line.split(' ')
  return kinds.split(',').map((kind) => {
    const gone = until ? `, unavailable in v1.${until}+` : ''
    const use = instead ?? version.replace(/\/.*/, '/v1')
    const hint = until && instead !== '-' ? `; use ${use} ${other ?? kind}` : ''
    const warning = `${version} ${kind} is deprecated in v1.${since}+${gone}${hint}`
    return [`${version} ${kind}`, { since: Number(since), warning }]
  })
}
