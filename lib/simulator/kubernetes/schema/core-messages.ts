/** The core group's other kinds. The notation: `message-notation.ts`. */
export const coreMessages = `
# io.k8s.api.core.v1
ClientIPConfig: timeoutSeconds=1 int32?
ComponentCondition: type=1 string, status=2 string, message=3 string, error=4 string
ComponentStatus: metadata=1 ObjectMeta, conditions=2 []ComponentCondition{type}
ConfigMap: metadata=1 ObjectMeta, immutable=4 bool?, data=2 map string, binaryData=3 map bytes
Event: metadata=1 ObjectMeta, involvedObject=2 ObjectReference, reason=3 string, message=4 string,
  source=5 EventSource, firstTimestamp=6 Time, lastTimestamp=7 Time, count=8 int32, type=9 string,
  eventTime=10 MicroTime, series=11 EventSeries, action=12 string, related=13 ObjectReference,
  reportingComponent=14 string, reportingInstance=15 string
EventSeries: count=1 int32, lastObservedTime=2 MicroTime
EventSource: component=1 string, host=2 string
LimitRange: metadata=1 ObjectMeta, spec=2 LimitRangeSpec
LimitRangeItem: type=1 string, max=2 map Quantity, min=3 map Quantity, default=4 map Quantity,
  defaultRequest=5 map Quantity, maxLimitRequestRatio=6 map Quantity
LimitRangeSpec: limits=1 []LimitRangeItem
LoadBalancerIngress: ip=1 string, hostname=2 string, ports=4 []PortStatus
LoadBalancerStatus: ingress=1 []LoadBalancerIngress
Namespace: metadata=1 ObjectMeta, spec=2 NamespaceSpec, status=3 NamespaceStatus
NamespaceCondition: type=1 string, status=2 string, lastTransitionTime=4 Time, reason=5 string,
  message=6 string
NamespaceSpec: finalizers=1 []string
NamespaceStatus: phase=1 string, conditions=2 []NamespaceCondition{type}
PodTemplateSpec: metadata=1 ObjectMeta, spec=2 PodSpec
PortStatus: port=1 int32, protocol=2 string, error=3 string?
ResourceQuota: metadata=1 ObjectMeta, spec=2 ResourceQuotaSpec, status=3 ResourceQuotaStatus
ResourceQuotaSpec: hard=1 map Quantity, scopes=2 []string
ResourceQuotaStatus: hard=1 map Quantity, used=2 map Quantity
Secret: metadata=1 ObjectMeta, immutable=5 bool?, data=2 map bytes, stringData=4 map string, type=3 string
Endpoints: metadata=1 ObjectMeta, subsets=2 []EndpointSubset
EndpointAddress!: ip=1 string, hostname=3 string, nodeName=4 string?, targetRef=2 ObjectReference
EndpointPort!: name=1 string, port=2 int32, protocol=3 string, appProtocol=4 string?
EndpointSubset: addresses=1 []EndpointAddress, notReadyAddresses=2 []EndpointAddress,
  ports=3 []EndpointPort
Service: metadata=1 ObjectMeta, spec=2 ServiceSpec, status=3 ServiceStatus
ServiceAccount: metadata=1 ObjectMeta, secrets=2 []ObjectReference{name},
  imagePullSecrets=3 []LocalObjectReference, automountServiceAccountToken=4 bool?
ServicePort: name=1 string, protocol=2 string, appProtocol=6 string?, port=3 int32,
  targetPort=4 IntOrString, nodePort=5 int32
ServiceSpec: ports=1 []ServicePort{port,protocol}, selector=2 map string!, clusterIP=3 string,
  clusterIPs=18 []string, type=4 string, externalIPs=5 []string, sessionAffinity=7 string,
  loadBalancerIP=8 string, loadBalancerSourceRanges=9 []string, externalName=10 string,
  externalTrafficPolicy=11 string, healthCheckNodePort=12 int32, publishNotReadyAddresses=13 bool,
  sessionAffinityConfig=14 SessionAffinityConfig, ipFamilies=19 []string @20/21, ipFamilyPolicy=17 string? @20/21,
  allocateLoadBalancerNodePorts=20 bool? @20/22, loadBalancerClass=21 string? @21/22, internalTrafficPolicy=22 string? @21/22
ServiceStatus: loadBalancer=1 LoadBalancerStatus, conditions=2 []Condition{type}
SessionAffinityConfig: clientIP=1 ClientIPConfig
`
