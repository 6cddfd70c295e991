/**
 * What became otherwise in Kubernetes, and with which minor version its servers, controllers and kubelets do so by default. A
 * name that begins with a capital is a feature gate's. Fields that came with a version are marked in `schema/`, served
 * groups and kinds in `discovery/`.
 */
const since = {
  /** What a scheduler has written of a pod it does not take for news, and does not try it again for that (kubernetes#100286). */
  schedulerKnowsItself: 22,
  /** Each answer has an `Audit-Id`. */
  requestsAreNumbered: 22,
  /** A watch is answered in a flow of its priority, too. */
  watchesHaveFlows: 22,
  /** Of what is exempt from priorities no answer says so. */
  exemptIsUntold: 23,
  probesAreExempt: 22,
  /** What keeps nodes alive has a priority of its own. */
  nodesComeFirst: 22,
  /** KEP 1591: a DaemonSet's rolling update may start the new pod before the old one ends. */
  DaemonSetUpdateSurge: 22,
  /** Pods may be evicted by policy/v1, too. */
  evictionIsStable: 22,
  /** A series of events counts the one that it began with, too. */
  seriesCountAll: 22,
  IndexedJob: 22,
  SuspendJob: 22,
  /** A node's labels, taints and status may change, and nobody is told what else may not. */
  nodeUpdatesAreUnnamed: 21,
  /** A kubelet without a network says that its container runtime is. */
  runtimesAreOfContainers: 21,
  /** `?timeout` is read before anything else, and refused where it is no duration. */
  timeoutsAreRead: 21,
  /** A kubelet looks at a pod as soon as a startup probe has succeeded or failed for good. */
  startupIsHeard: 21,
  /** `?export` is refused. */
  exportIsRefused: 21,
  /** KEP 2161: each namespace is labelled with its name. */
  NamespaceDefaultLabelName: 21,
  /** Changes of a Job's spec are counted in its generation. */
  jobsAreCounted: 22,
  /** Nobody owns what a strategy resets: a status that is sent along (KEP 555). */
  statusIsReset: 21,
  /** Who owns a map, but nothing in it, owns no more than that (structured-merge-diff 4.1.2). */
  ownersDoNotGrow: 22,
  /** The gate DynamicKubeletConfig is off again: a node's spec has no `configSource`. */
  kubeletConfigIsStatic: 22,
  /** All operators are told to whom used another one in a selector. */
  operatorsAreListed: 22,
  /** In `kubectl get pods` the column RESTARTS says when the last one was: `1 (5s ago)`. */
  restartsAreDated: 22,
  /** What no part of the server knows is `404 page not found`, not a list of what it knows. */
  notFoundIsPlain: 23,
  /** What can't be applied is named: `failed to create typed patch object (ns/name; v1, Kind=ConfigMap): …`. */
  appliedIsNamed: 23,
  /** An object of another namespace is refused in one way, new or not. */
  namespacesAreComparedOnce: 24,
  /** A port's name without a letter is refused for want of one; before, the words let a number do (kubernetes#107212). */
  portsNeedLetters: 25,
  /** A status alone is a table, too: `kubectl get --subresource`. */
  statusHasTable: 24,
  /** Who writes an owned field anew is told to have done so then, not only who owns more or less than before. */
  ownersAreDatedByValues: 25,
  /** Who accepts nothing that there is hears what there is (go-restful 3). */
  representationsAreListed: 25,
  /** A kubelet's BackOff says of which container in which pod. */
  backOffsAreNamed: 26,
  /** A kubelet's Pulled tells how long the pull took, and how long it was waited for in all. */
  waitingIsTold: 26,
  /** A hook that failed is told in two words: what it printed could be a secret. */
  hooksFailInSilence: 26,
  /** A Job's pods are told by labels of its group, besides the older ones. */
  jobLabelsAreQualified: 27,
  /** A request beyond its limit is refused with that limit. */
  limitsAreTold: 27,
  /** Daemon pods whose containers ended well are deleted, and made anew. */
  succeededDaemonPodsGo: 28,
  /** What is exempt is told again. */
  exemptIsToldAgain: 24,
  /** The gate SidecarContainers is known, though off: what is wrong with init containers is said in view of it. */
  initContainersMayStay: 28,
  /** Where it is off, the ports of a template on the node's network are left as they are: each pod gets its own. */
  templatesLeaveHostPorts: 28,
  /** To older servers nothing but a selector of labels had one owner as a whole. */
  wholesAreOwned: 21,
  /** A pod gets its token from a volume made for it, not from its account's secret. */
  BoundServiceAccountTokenVolume: 21,
  /** A service account has no secret with its token. */
  LegacyServiceAccountTokenNoAutoGeneration: 24,
  /** The scheduler tells by one reason, not two, that other pods keep one away. */
  otherPodsAreToldOnce: 22,
  /** The scheduler speaks of a node's affinity and of its selector. */
  selectorsAreTold: 21,
  /** The scheduler says "untolerated taint". */
  taintsAreUntolerated: 24,
  /** The scheduler tells whether preemption would help. */
  preemptionIsTold: 24,
  /** Discovery has the singular of each kind. */
  singularsAreTold: 27,
  /** JSON for people is written by Go's own encoder. */
  writesAsGoDoes: 23,
  /** The watch cache hears from etcd how far it is; before, a bookmark tells the last change of its kind. */
  watchesHearProgress: 21,
  /** The gate WatchList is known, though off: what is wrong with `sendInitialEvents` is said. */
  initialEventsAreRefused: 27,
  OpenAPIV3: 24,
  /** A status has owners of its own. */
  statusHasOwners: 22,
  EndpointSliceNodeName: 21,
  IPv6DualStack: 21,
  ServiceInternalTrafficPolicy: 22,
  /** kubeadm-config has no ClusterStatus. */
  clusterStatusIsGone: 22,
  /** A kubelet's configuration says how its containers use swap. */
  NodeSwap: 22,
  /** A kubelet's configuration says how its log is written, with defaults that are written out. */
  loggingIsDetailed: 23,
  /** A kubelet's configuration names its container runtime (kubernetes#112136). */
  runtimesAreConfigured: 27,
  /** etcd is not to have 100Mi of storage for itself (kubernetes#102673). */
  etcdNeedsNoStorage: 22,
  /** kubeadm's API server has no `--insecure-port=0` (kubernetes#102121). */
  apiServerHasNoPlainPort: 22,
  /** The control plane's pods run under the container engine's seccomp profile (kubernetes#100234). */
  controlPlaneIsConfined: 22,
  /** kubeadm's controllers and scheduler have no `--port=0` (kubernetes#104157, #105034). */
  controllersHaveNoPlainPort: 23,
  /** kubernetes#109074. */
  etcdChecksItself: 24,
  /** kubernetes#111383. */
  etcdTellsProgress: 25,
  /** etcd is alive without space or a leader, too (kubernetes#110072). */
  etcdIsAskedForLess: 25,
  /** Who makes a pod, or a template of pods, is warned of what in it is on the way out. */
  podsAreWarnedOf: 22,
  /** Profiles are no longer annotated for older kubelets; nor is who annotates them warned, until 1.27. */
  seccompIsUnannotated: 25,
  seccompAnnotationsAreIdle: 27,
  graceIsWarnedOf: 27,
  portsAreWarnedOf: 28,
  selectorsAreWarnedOf: 28,
  /** Instead of names that come twice. */
  hiddenVariablesAreTold: 28,
  /** The API server asks the controller manager for its health by HTTPS; the scheduler a release later. */
  managerIsAskedSafely: 22,
  schedulerIsAskedSafely: 23,
  /** etcd 3.5 tells a reason with its health. */
  etcdSaysWhy: 22,
  /** Everybody known may ask who he is. */
  APISelfSubjectReview: 28,
} as const

export type Change = keyof typeof since

/** Is a cluster (or kubelet, kubectl) of this minor version behind that change? */
export const has = (change: Change, minor: number): boolean => minor >= since[change]
