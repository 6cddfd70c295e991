/**
 * What `/api/v1` lists, as served-kinds.ts reads it: the plural, the kind, `*` for what belongs to
 * the cluster, `:` verbs that it lacks, short names in brackets, `all` for the category; then its subresources.
 */
export const coreKinds = `
v1
bindings Binding only:create
componentstatuses ComponentStatus * only:get,list [cs]
configmaps ConfigMap [cm]
endpoints Endpoints [ep]
events Event [ev]
limitranges LimitRange [limits]
namespaces Namespace * without:deletecollection [ns] finalize=Namespace(update) status
nodes Node * [no] proxy=NodeProxyOptions(create,delete,get,patch,update) status
persistentvolumeclaims PersistentVolumeClaim [pvc] status
persistentvolumes PersistentVolume * [pv] status
pods Pod [po] all attach=PodAttachOptions(create,get) binding=Binding(create) @23-99:ephemeralcontainers=Pod(get,patch,update) eviction=policy/Eviction(create) exec=PodExecOptions(create,get) log=Pod(get) portforward=PodPortForwardOptions(create,get) proxy=PodProxyOptions(create,delete,get,patch,update) status
podtemplates PodTemplate
replicationcontrollers ReplicationController [rc] all scale status
resourcequotas ResourceQuota [quota] status
secrets Secret
serviceaccounts ServiceAccount [sa] token=authentication.k8s.io/v1/TokenRequest(create)
services Service without:deletecollection@20-22 [svc] all proxy=ServiceProxyOptions(create,delete,get,patch,update) status
`
