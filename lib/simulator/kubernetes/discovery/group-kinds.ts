/** What the other groups list; the form is that of core-kinds.ts. `@20-21` after a version: in these minor versions only. */
export const groupKinds = `
apiregistration.k8s.io/v1
apiservices APIService * api-extensions status
apiregistration.k8s.io/v1beta1 @20-21
apiservices APIService * api-extensions status

apps/v1
controllerrevisions ControllerRevision
daemonsets DaemonSet [ds] all status
deployments Deployment [deploy] all scale status
replicasets ReplicaSet [rs] all scale status
statefulsets StatefulSet [sts] all scale status

events.k8s.io/v1
events Event [ev]
events.k8s.io/v1beta1 @20-24
events Event [ev]

authentication.k8s.io/v1
@28-99:selfsubjectreviews SelfSubjectReview * only:create
tokenreviews TokenReview * only:create
authentication.k8s.io/v1beta1 @20-21
tokenreviews TokenReview * only:create

authorization.k8s.io/v1
localsubjectaccessreviews LocalSubjectAccessReview only:create
selfsubjectaccessreviews SelfSubjectAccessReview * only:create
selfsubjectrulesreviews SelfSubjectRulesReview * only:create
subjectaccessreviews SubjectAccessReview * only:create
authorization.k8s.io/v1beta1 @20-21
localsubjectaccessreviews LocalSubjectAccessReview only:create
selfsubjectaccessreviews SelfSubjectAccessReview * only:create
selfsubjectrulesreviews SelfSubjectRulesReview * only:create
subjectaccessreviews SubjectAccessReview * only:create

autoscaling/v2 @23-99
horizontalpodautoscalers HorizontalPodAutoscaler [hpa] all status
autoscaling/v1
horizontalpodautoscalers HorizontalPodAutoscaler [hpa] all status
autoscaling/v2beta1 @20-24
horizontalpodautoscalers HorizontalPodAutoscaler [hpa] all status
autoscaling/v2beta2 @20-25
horizontalpodautoscalers HorizontalPodAutoscaler [hpa] all status

batch/v1
@21-99:cronjobs CronJob [cj] all status
jobs Job all status
batch/v1beta1 @20-24
cronjobs CronJob [cj] all status

certificates.k8s.io/v1
certificatesigningrequests CertificateSigningRequest * [csr] approval=CertificateSigningRequest(get,patch,update) status
certificates.k8s.io/v1beta1 @20-21
certificatesigningrequests CertificateSigningRequest * [csr] approval=CertificateSigningRequest(get,patch,update) status

networking.k8s.io/v1
ingressclasses IngressClass *
ingresses Ingress [ing] status
networkpolicies NetworkPolicy [netpol]
networking.k8s.io/v1beta1 @20-21
ingressclasses IngressClass *
ingresses Ingress [ing] status

extensions/v1beta1 @20-21
ingresses Ingress [ing] status

policy/v1 @21-99
poddisruptionbudgets PodDisruptionBudget [pdb] status
policy/v1beta1 @20-24
poddisruptionbudgets PodDisruptionBudget [pdb] status
podsecuritypolicies PodSecurityPolicy * [psp]

rbac.authorization.k8s.io/v1
clusterrolebindings ClusterRoleBinding *
clusterroles ClusterRole *
rolebindings RoleBinding
roles Role
rbac.authorization.k8s.io/v1beta1 @20-21
clusterrolebindings ClusterRoleBinding *
clusterroles ClusterRole *
rolebindings RoleBinding
roles Role

storage.k8s.io/v1
csidrivers CSIDriver *
csinodes CSINode *
@24-99:csistoragecapacities CSIStorageCapacity
storageclasses StorageClass * [sc]
volumeattachments VolumeAttachment * status
storage.k8s.io/v1beta1 @20-26
@20-21:csidrivers CSIDriver *
@20-21:csinodes CSINode *
@21-26:csistoragecapacities CSIStorageCapacity
@20-21:storageclasses StorageClass * [sc]
@20-21:volumeattachments VolumeAttachment *

admissionregistration.k8s.io/v1
mutatingwebhookconfigurations MutatingWebhookConfiguration * api-extensions
validatingwebhookconfigurations ValidatingWebhookConfiguration * api-extensions
admissionregistration.k8s.io/v1beta1 @20-21
mutatingwebhookconfigurations MutatingWebhookConfiguration * api-extensions
validatingwebhookconfigurations ValidatingWebhookConfiguration * api-extensions

apiextensions.k8s.io/v1
customresourcedefinitions CustomResourceDefinition * [crd,crds] api-extensions status
apiextensions.k8s.io/v1beta1 @20-21
customresourcedefinitions CustomResourceDefinition * [crd,crds] api-extensions status

scheduling.k8s.io/v1
priorityclasses PriorityClass * [pc]
scheduling.k8s.io/v1beta1 @20-21
priorityclasses PriorityClass * [pc]

coordination.k8s.io/v1
leases Lease
coordination.k8s.io/v1beta1 @20-21
leases Lease

node.k8s.io/v1
runtimeclasses RuntimeClass *
node.k8s.io/v1beta1 @20-24
runtimeclasses RuntimeClass *

discovery.k8s.io/v1 @21-99
endpointslices EndpointSlice
discovery.k8s.io/v1beta1 @20-24
endpointslices EndpointSlice

flowcontrol.apiserver.k8s.io/v1beta3 @26-99
flowschemas FlowSchema * status
prioritylevelconfigurations PriorityLevelConfiguration * status
flowcontrol.apiserver.k8s.io/v1beta2 @23-28
flowschemas FlowSchema * status
prioritylevelconfigurations PriorityLevelConfiguration * status
flowcontrol.apiserver.k8s.io/v1beta1 @20-25
flowschemas FlowSchema * status
prioritylevelconfigurations PriorityLevelConfiguration * status
`
