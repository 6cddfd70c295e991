/** Pods, their status, binding and eviction. The notation: `message-notation.ts`. */
export const podMessages = `
# io.k8s.api.core.v1
Affinity: nodeAffinity=1 NodeAffinity, podAffinity=2 PodAffinity, podAntiAffinity=3 PodAntiAffinity
Binding: metadata=1 ObjectMeta, target=2 ObjectReference
ClaimSource: resourceClaimName=1 string?, resourceClaimTemplateName=2 string?
ContainerState: waiting=1 ContainerStateWaiting, running=2 ContainerStateRunning,
  terminated=3 ContainerStateTerminated
ContainerStateRunning: startedAt=1 Time
ContainerStateTerminated: exitCode=1 int32, signal=2 int32, reason=3 string, message=4 string,
  startedAt=5 Time, finishedAt=6 Time, containerID=7 string
ContainerStateWaiting: reason=1 string, message=2 string
ContainerStatus: name=1 string, state=2 ContainerState, lastState=3 ContainerState, ready=4 bool,
  restartCount=5 int32, image=6 string, imageID=7 string, containerID=8 string, started=9 bool?,
  allocatedResources=10 map Quantity @27/off, resources=11 ResourceRequirements @27/off
HostAlias: ip=1 string, hostnames=2 []string
HostIP: ip=1 string
NodeAffinity: requiredDuringSchedulingIgnoredDuringExecution=1 NodeSelector,
  preferredDuringSchedulingIgnoredDuringExecution=2 []PreferredSchedulingTerm
Pod: metadata=1 ObjectMeta, spec=2 PodSpec, status=3 PodStatus
PodAffinity: requiredDuringSchedulingIgnoredDuringExecution=1 []PodAffinityTerm,
  preferredDuringSchedulingIgnoredDuringExecution=2 []WeightedPodAffinityTerm
PodAffinityTerm: labelSelector=1 LabelSelector, namespaces=2 []string, topologyKey=3 string,
  namespaceSelector=4 LabelSelector @21/22
PodAntiAffinity: requiredDuringSchedulingIgnoredDuringExecution=1 []PodAffinityTerm,
  preferredDuringSchedulingIgnoredDuringExecution=2 []WeightedPodAffinityTerm
PodCondition: type=1 string, status=2 string, lastProbeTime=3 Time, lastTransitionTime=4 Time,
  reason=5 string, message=6 string
PodDNSConfig: nameservers=1 []string, searches=2 []string, options=3 []PodDNSConfigOption
PodDNSConfigOption: name=1 string, value=2 string?
PodIP: ip=1 string
PodOS: name=1 string
PodReadinessGate: conditionType=1 string
PodResourceClaim: name=1 string, source=2 ClaimSource
PodResourceClaimStatus: name=1 string, resourceClaimName=2 string?
PodSchedulingGate: name=1 string
PodSecurityContext: seLinuxOptions=1 SELinuxOptions, windowsOptions=8 WindowsSecurityContextOptions,
  runAsUser=2 int64?, runAsGroup=6 int64?, runAsNonRoot=3 bool?, supplementalGroups=4 []int64,
  fsGroup=5 int64?, sysctls=7 []Sysctl, fsGroupChangePolicy=9 string?, seccompProfile=10 SeccompProfile
PodSpec: volumes=1 []Volume{name}, initContainers=20 []Container{name}, containers=2 []Container{name},
  ephemeralContainers=34 []EphemeralContainer{name} @20/23, restartPolicy=3 string,
  terminationGracePeriodSeconds=4 int64?, activeDeadlineSeconds=5 int64?, dnsPolicy=6 string,
  nodeSelector=7 map string!, serviceAccountName=8 string, serviceAccount=9 string,
  automountServiceAccountToken=21 bool?, nodeName=10 string, hostNetwork=11 bool, hostPID=12 bool,
  hostIPC=13 bool, shareProcessNamespace=27 bool?, securityContext=14 PodSecurityContext,
  imagePullSecrets=15 []LocalObjectReference{name}, hostname=16 string, subdomain=17 string,
  affinity=18 Affinity, schedulerName=19 string, tolerations=22 []Toleration,
  hostAliases=23 []HostAlias{ip}, priorityClassName=24 string, priority=25 int32?,
  dnsConfig=26 PodDNSConfig, readinessGates=28 []PodReadinessGate, runtimeClassName=29 string?,
  enableServiceLinks=30 bool?, preemptionPolicy=31 string?, overhead=32 map Quantity,
  topologySpreadConstraints=33 []TopologySpreadConstraint{topologyKey,whenUnsatisfiable},
  setHostnameAsFQDN=35 bool?, os=36 PodOS @23/24, hostUsers=37 bool? @25/off,
  schedulingGates=38 []PodSchedulingGate{name} @26/27, resourceClaims=39 []PodResourceClaim{name} @26/off
PodStatus: phase=1 string, conditions=2 []PodCondition{type}, message=3 string, reason=4 string,
  nominatedNodeName=11 string, hostIP=5 string, hostIPs=16 []HostIP @28/off, podIP=6 string,
  podIPs=12 []PodIP{ip}, startTime=7 Time, initContainerStatuses=10 []ContainerStatus,
  containerStatuses=8 []ContainerStatus, qosClass=9 string,
  ephemeralContainerStatuses=13 []ContainerStatus, resize=14 string @27/off,
  resourceClaimStatuses=15 []PodResourceClaimStatus{name} @28/off
PreferredSchedulingTerm: weight=1 int32, preference=2 NodeSelectorTerm
Sysctl: name=1 string, value=2 string
Toleration: key=1 string, operator=2 string, value=3 string, effect=4 string, tolerationSeconds=5 int64?
TopologySpreadConstraint: maxSkew=1 int32, topologyKey=2 string, whenUnsatisfiable=3 string,
  labelSelector=4 LabelSelector, minDomains=5 int32? @24/27, nodeAffinityPolicy=6 string? @25/26,
  nodeTaintsPolicy=7 string? @25/26, matchLabelKeys=8 []string @25/27
WeightedPodAffinityTerm: weight=1 int32, podAffinityTerm=2 PodAffinityTerm
# io.k8s.api.policy.v1
Eviction: metadata=1 ObjectMeta, deleteOptions=2 DeleteOptions
`
