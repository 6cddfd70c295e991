/**
 * Fields that Go writes even when they are empty (they have no `omitempty`, or are structs or times that aren't
 * pointers), by message: the field is then a zero, `null` or `{}`.
 */
const text = `
AttachedVolume: devicePath, name
Binding: target
CertificateSigningRequest: spec, status
CertificateSigningRequestCondition: lastTransitionTime, lastUpdateTime, status, type
CertificateSigningRequestSpec: request, signerName
ClusterRole: rules
ClusterRoleBinding: roleRef
ComponentCondition: status, type
Condition: lastTransitionTime, message, reason, status, type
Container: name, resources
ContainerImage: names
ContainerPort: containerPort
ContainerStateRunning: startedAt
ContainerStateTerminated: exitCode, finishedAt, startedAt
ContainerStatus: image, imageID, lastState, name, ready, restartCount, state
ControllerRevision: revision
DaemonEndpoint: Port
DaemonSet: spec, status
DaemonSetCondition: lastTransitionTime, status, type
DaemonSetSpec: selector, template, updateStrategy
DaemonSetStatus: currentNumberScheduled, desiredNumberScheduled, numberMisscheduled, numberReady
Deployment: spec, status
DeploymentCondition: lastTransitionTime, lastUpdateTime, status, type
DeploymentSpec: selector, strategy, template
DownwardAPIVolumeFile: path
EndpointAddress: ip
EndpointPort: port
EnvVar: name
EphemeralContainer: name, resources
Event: eventTime, firstTimestamp, involvedObject, lastTimestamp, reportingComponent, reportingInstance, source
EndpointSlice: addressType, endpoints, ports
Endpoint: addresses, conditions
EventSeries: lastObservedTime
events.k8s.io/Event: deprecatedFirstTimestamp, deprecatedLastTimestamp, deprecatedSource, eventTime, regarding
events.k8s.io/EventSeries: count, lastObservedTime
HTTPGetAction: port
HTTPHeader: name, value
HostPathVolumeSource: path
ConfigMapKeySelector: key
SecretKeySelector: key
Job: spec, status
JobCondition: lastProbeTime, lastTransitionTime, status, type
JobSpec: template
KeyToPath: key, path
LabelSelectorRequirement: key, operator
Lease: spec
LimitRange: spec
LimitRangeItem: type
LimitRangeSpec: limits
NFSVolumeSource: path, server
Namespace: spec, status
NamespaceCondition: lastTransitionTime, status, type
Node: spec, status
NodeAddress: address, type
NodeCondition: lastHeartbeatTime, lastTransitionTime, status, type
NodeDaemonEndpoints: kubeletEndpoint
NodeSelector: nodeSelectorTerms
NodeSelectorRequirement: key, operator
NodeStatus: daemonEndpoints, nodeInfo
NodeSystemInfo: architecture, bootID, containerRuntimeVersion, kernelVersion, kubeProxyVersion, kubeletVersion, machineID, operatingSystem, osImage, systemUUID
ObjectFieldSelector: fieldPath
ObjectMeta: creationTimestamp
OwnerReference: apiVersion, kind, name, uid
PersistentVolumeClaimVolumeSource: claimName
Pod: spec, status
PodCondition: lastProbeTime, lastTransitionTime, status, type
PodDisruptionBudget: spec, status
PodDisruptionBudgetStatus: currentHealthy, desiredHealthy, disruptionsAllowed, expectedPods
PodReadinessGate: conditionType
PodSpec: containers
PodTemplateSpec: metadata, spec
PolicyRule: verbs
PriorityClass: value
PreferredSchedulingTerm: preference, weight
ProjectedVolumeSource: sources
ReplicaSet: spec, status
ReplicaSetCondition: lastTransitionTime, status, type
ReplicaSetSpec: selector, template
ReplicaSetStatus: replicas
ResourceFieldSelector: divisor, resource
ResourceQuota: spec, status
RoleBinding: roleRef
Role: rules
RoleRef: apiGroup, kind, name
Scale: spec, status
ScaleStatus: replicas
SeccompProfile: type
Service: spec, status
ServiceAccountTokenProjection: path
ServicePort: port, targetPort
ServiceStatus: loadBalancer
Subject: kind, name
Sysctl: name, value
TCPSocketAction: port
Taint: effect, key
TopologySpreadConstraint: maxSkew, topologyKey, whenUnsatisfiable
Volume: name
VolumeDevice: devicePath, name
VolumeMount: mountPath, name
`

const fields: ReadonlyMap<string, ReadonlySet<string>> = new Map(
  text
    .trim()
    .split('\n')
    .map((line) => {
      const [message = '', names = ''] = line.split(':')
      return [message, new Set(names.split(',').map((name) => name.trim()))]
    }),
)

/** Is this field of a message written whatever it holds? Every object has its metadata. */
export const isAlwaysWritten = (message: string, field: string): boolean =>
  field === 'metadata' || (fields.get(message)?.has(field) ?? false)
