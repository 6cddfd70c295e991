/** The kinds of the named groups. The notation: `message-notation.ts`. */
export const groupMessages = `
# io.k8s.api.apps.v1
ControllerRevision: metadata=1 ObjectMeta, data=2 RawExtension, revision=3 int64
DaemonSet: metadata=1 ObjectMeta, spec=2 DaemonSetSpec, status=3 DaemonSetStatus
DaemonSetCondition: type=1 string, status=2 string, lastTransitionTime=3 Time, reason=4 string,
  message=5 string
DaemonSetSpec: selector=1 LabelSelector, template=2 PodTemplateSpec,
  updateStrategy=3 DaemonSetUpdateStrategy, minReadySeconds=4 int32, revisionHistoryLimit=6 int32?
DaemonSetStatus: currentNumberScheduled=1 int32, numberMisscheduled=2 int32,
  desiredNumberScheduled=3 int32, numberReady=4 int32, observedGeneration=5 int64,
  updatedNumberScheduled=6 int32, numberAvailable=7 int32, numberUnavailable=8 int32,
  collisionCount=9 int32?, conditions=10 []DaemonSetCondition{type}
Deployment: metadata=1 ObjectMeta, spec=2 DeploymentSpec, status=3 DeploymentStatus
DeploymentCondition: type=1 string, status=2 string, lastUpdateTime=6 Time, lastTransitionTime=7 Time,
  reason=4 string, message=5 string
DeploymentSpec: replicas=1 int32?, selector=2 LabelSelector, template=3 PodTemplateSpec,
  strategy=4 DeploymentStrategy, minReadySeconds=5 int32, revisionHistoryLimit=6 int32?,
  paused=7 bool, progressDeadlineSeconds=9 int32?
DeploymentStatus: observedGeneration=1 int64, replicas=2 int32, updatedReplicas=3 int32,
  readyReplicas=7 int32, availableReplicas=4 int32, unavailableReplicas=5 int32,
  conditions=6 []DeploymentCondition{type}, collisionCount=8 int32?
DeploymentStrategy: type=1 string, rollingUpdate=2 RollingUpdateDeployment
ReplicaSet: metadata=1 ObjectMeta, spec=2 ReplicaSetSpec, status=3 ReplicaSetStatus
ReplicaSetCondition: type=1 string, status=2 string, lastTransitionTime=3 Time, reason=4 string,
  message=5 string
ReplicaSetSpec: replicas=1 int32?, minReadySeconds=4 int32, selector=2 LabelSelector,
  template=3 PodTemplateSpec
ReplicaSetStatus: replicas=1 int32, fullyLabeledReplicas=2 int32, readyReplicas=4 int32,
  availableReplicas=5 int32, observedGeneration=3 int64, conditions=6 []ReplicaSetCondition{type}
RollingUpdateDeployment: maxUnavailable=1 IntOrString, maxSurge=2 IntOrString
DaemonSetUpdateStrategy: type=1 string, rollingUpdate=2 RollingUpdateDaemonSet
RollingUpdateDaemonSet: maxUnavailable=1 IntOrString, maxSurge=2 IntOrString @21/22
# io.k8s.api.authentication.v1
SelfSubjectReview: metadata=1 ObjectMeta, status=2 SelfSubjectReviewStatus
SelfSubjectReviewStatus: userInfo=1 UserInfo
UserInfo: username=1 string, uid=2 string, groups=3 []string, extra=4 map ExtraValue
# io.k8s.api.authorization.v1
NonResourceAttributes: path=1 string, verb=2 string
ResourceAttributes: namespace=1 string, verb=2 string, group=3 string, version=4 string,
  resource=5 string, subresource=6 string, name=7 string
SelfSubjectAccessReview: metadata=1 ObjectMeta, spec=2 SelfSubjectAccessReviewSpec,
  status=3 SubjectAccessReviewStatus
SelfSubjectRulesReview: metadata=1 ObjectMeta, spec=2 SelfSubjectRulesReviewSpec,
  status=3 SubjectRulesReviewStatus
SelfSubjectRulesReviewSpec!: namespace=1 string
SubjectRulesReviewStatus: resourceRules=1 []ResourceRule, nonResourceRules=2 []NonResourceRule,
  incomplete=3 bool, evaluationError=4 string
NonResourceRule: verbs=1 []string, nonResourceURLs=2 []string
ResourceRule: verbs=1 []string, apiGroups=2 []string, resources=3 []string, resourceNames=4 []string
SelfSubjectAccessReviewSpec: resourceAttributes=1 ResourceAttributes,
  nonResourceAttributes=2 NonResourceAttributes
SubjectAccessReviewStatus: allowed=1 bool, denied=4 bool, reason=2 string, evaluationError=3 string
# io.k8s.api.autoscaling.v1
Scale: metadata=1 ObjectMeta, spec=2 ScaleSpec, status=3 ScaleStatus
ScaleSpec: replicas=1 int32
ScaleStatus: replicas=1 int32, selector=2 string
# io.k8s.api.batch.v1
Job: metadata=1 ObjectMeta, spec=2 JobSpec, status=3 JobStatus
JobCondition: type=1 string, status=2 string, lastProbeTime=3 Time, lastTransitionTime=4 Time,
  reason=5 string, message=6 string
JobSpec: parallelism=1 int32?, completions=2 int32?, activeDeadlineSeconds=3 int64?,
  backoffLimit=7 int32?, selector=4 LabelSelector, manualSelector=5 bool?, template=6 PodTemplateSpec,
  ttlSecondsAfterFinished=8 int32? @20/21, completionMode=9 string? @21/22, suspend=10 bool? @21/22
JobStatus: conditions=1 []JobCondition{type}, startTime=2 Time, completionTime=3 Time, active=4 int32,
  succeeded=5 int32, failed=6 int32
# io.k8s.api.certificates.v1
CertificateSigningRequest: metadata=1 ObjectMeta, spec=2 CertificateSigningRequestSpec,
  status=3 CertificateSigningRequestStatus
CertificateSigningRequestCondition: type=1 string, status=6 string, reason=2 string, message=3 string,
  lastUpdateTime=4 Time, lastTransitionTime=5 Time
CertificateSigningRequestSpec: request=1 bytes, signerName=7 string, expirationSeconds=8 int32? @22,
  usages=5 []string, username=2 string, uid=3 string, groups=4 []string, extra=6 map ExtraValue
CertificateSigningRequestStatus: conditions=1 []CertificateSigningRequestCondition{type},
  certificate=2 bytes
ExtraValue: items=1 []string
# io.k8s.api.coordination.v1
Lease: metadata=1 ObjectMeta, spec=2 LeaseSpec
LeaseSpec: holderIdentity=1 string?, leaseDurationSeconds=2 int32?, acquireTime=3 MicroTime,
  renewTime=4 MicroTime, leaseTransitions=5 int32?
# io.k8s.api.discovery.v1
EndpointSlice: metadata=1 ObjectMeta, addressType=4 string, endpoints=2 []Endpoint,
  ports=3 []discovery.k8s.io/EndpointPort
Endpoint: addresses=1 []string, conditions=2 EndpointConditions, hostname=3 string?,
  targetRef=4 ObjectReference, topology=5 map string, deprecatedTopology=9 map string,
  nodeName=6 string?, zone=7 string?
EndpointConditions: ready=1 bool?, serving=2 bool?, terminating=3 bool?
discovery.k8s.io/EndpointPort: name=1 string?, protocol=2 string?, port=3 int32?, appProtocol=4 string?
# io.k8s.api.events.v1
events.k8s.io/Event: metadata=1 ObjectMeta, eventTime=2 MicroTime, series=3 events.k8s.io/EventSeries,
  reportingController=4 string, reportingInstance=5 string, action=6 string, reason=7 string,
  regarding=8 ObjectReference, related=9 ObjectReference, note=10 string, type=11 string,
  deprecatedSource=12 EventSource, deprecatedFirstTimestamp=13 Time, deprecatedLastTimestamp=14 Time,
  deprecatedCount=15 int32
events.k8s.io/EventSeries: count=1 int32, lastObservedTime=2 MicroTime
# io.k8s.api.policy.v1
PodDisruptionBudget: metadata=1 ObjectMeta, spec=2 PodDisruptionBudgetSpec,
  status=3 PodDisruptionBudgetStatus
PodDisruptionBudgetSpec: minAvailable=1 IntOrString, selector=2 LabelSelector,
  maxUnavailable=3 IntOrString, unhealthyPodEvictionPolicy=4 string?
PodDisruptionBudgetStatus: observedGeneration=1 int64, disruptedPods=2 map Time,
  disruptionsAllowed=3 int32, currentHealthy=4 int32, desiredHealthy=5 int32, expectedPods=6 int32,
  conditions=7 []Condition{type}
# io.k8s.api.scheduling.v1
PriorityClass: metadata=1 ObjectMeta, value=2 int32, globalDefault=3 bool, description=4 string,
  preemptionPolicy=5 string?
# io.k8s.api.rbac.v1
PolicyRule: verbs=1 []string, apiGroups=2 []string, resources=3 []string, resourceNames=4 []string,
  nonResourceURLs=5 []string
AggregationRule: clusterRoleSelectors=1 []LabelSelector
ClusterRole: metadata=1 ObjectMeta, rules=2 []PolicyRule, aggregationRule=3 AggregationRule
ClusterRoleBinding: metadata=1 ObjectMeta, subjects=2 []Subject, roleRef=3 RoleRef
Role: metadata=1 ObjectMeta, rules=2 []PolicyRule
RoleBinding: metadata=1 ObjectMeta, subjects=2 []Subject, roleRef=3 RoleRef
RoleRef!: apiGroup=1 string, kind=2 string, name=3 string
Subject!: kind=1 string, apiGroup=2 string, name=3 string, namespace=4 string
`
