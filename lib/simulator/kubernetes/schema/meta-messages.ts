/** Metadata, selectors, references, options of a deletion. The notation: `message-notation.ts`. */
export const metaMessages = `
# io.k8s.api.core.v1
LocalObjectReference!: name=1 string
NodeSelector!: nodeSelectorTerms=1 []NodeSelectorTerm
NodeSelectorRequirement: key=1 string, operator=2 string, values=3 []string
NodeSelectorTerm!: matchExpressions=1 []NodeSelectorRequirement, matchFields=2 []NodeSelectorRequirement
ObjectFieldSelector!: apiVersion=1 string, fieldPath=2 string
ObjectReference!: kind=1 string, namespace=2 string, name=3 string, uid=4 string, apiVersion=5 string,
  resourceVersion=6 string, fieldPath=7 string
ResourceClaim: name=1 string
ResourceFieldSelector!: containerName=1 string, resource=2 string, divisor=3 Quantity
ResourceRequirements: limits=1 map Quantity, requests=2 map Quantity, claims=3 []ResourceClaim{name} @26/off
Taint: key=1 string, value=2 string, effect=3 string, timeAdded=4 Time
TypedLocalObjectReference!: apiGroup=1 string?, kind=2 string, name=3 string
TypedObjectReference: apiGroup=1 string?, kind=2 string, name=3 string, namespace=4 string?
# io.k8s.apimachinery.pkg.apis.meta.v1
Condition: type=1 string, status=2 string, observedGeneration=3 int64, lastTransitionTime=4 Time,
  reason=5 string, message=6 string
DeleteOptions: gracePeriodSeconds=1 int64?, preconditions=2 Preconditions, orphanDependents=3 bool?,
  propagationPolicy=4 string?, dryRun=5 []string
LabelSelector!: matchLabels=1 map string, matchExpressions=2 []LabelSelectorRequirement
LabelSelectorRequirement: key=1 string, operator=2 string, values=3 []string
ManagedFieldsEntry: manager=1 string, operation=2 string, apiVersion=3 string, time=4 Time,
  fieldsType=6 string, fieldsV1=7 FieldsV1, subresource=8 string @22
ObjectMeta: name=1 string, generateName=2 string, namespace=3 string, selfLink=4 string, uid=5 string,
  resourceVersion=6 string, generation=7 int64, creationTimestamp=8 Time, deletionTimestamp=9 Time,
  deletionGracePeriodSeconds=10 int64?, labels=11 map string, annotations=12 map string,
  ownerReferences=13 []OwnerReference{uid}, finalizers=14 []string{},
  managedFields=17 []ManagedFieldsEntry
OwnerReference!: apiVersion=5 string, kind=1 string, name=3 string, uid=4 string, controller=6 bool?,
  blockOwnerDeletion=7 bool?
Preconditions: uid=1 string?, resourceVersion=2 string?
`
