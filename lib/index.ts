/** The library under the suite: everything here works without Cucumber. Start with `withJoinedDut`. */
export { withCluster, withJoinedDut } from './lifecycle/run/with-cluster'
export { Session, JOIN_DEADLINE } from './lifecycle/session/session'
export { CapabilityMissing, BlockedError } from './lifecycle/session/blocked'
export { beginRun } from './lifecycle/run/begin-run'
export { leaseSecondsOf } from './lifecycle/lease/lease-time'
export { whyNotHeld } from './lifecycle/lease/why-not-held'
export { MachineHeld } from './lifecycle/lease/machine-lease'
export { type LeaseOptions, RunLeases } from './lifecycle/run/run-leases'
export { insistOnClean, type MachineReport, tearDown } from './lifecycle/restore/tear-down'
export { UndoStack } from './lifecycle/undo-stack'
export { newRunId, type RunId } from './lifecycle/run-id'
export { loadTestbed } from './testbed/load-testbed'
export { BadInput } from './testbed/bad-input'
export * from './testbed/testbed'
export { type Command, raw, root, sh } from './host/command'
export { CommandError } from './host/command-error'
export { answersAgain, BOOT_DEADLINE, comeBack, type ComeBackOptions } from './host/answers-again'
export { ConnectionLost } from './host/connection/connection-lost'
export { NotArmed } from './host/not-armed'
export { type CommandResult, Host, type RunOptions } from './host/host'
export { fileRemoved, fileWritten, lineAdded, textReplaced } from './host/file-changes'
export { type Change } from './host/change'
export { MinikubeManager } from './cluster/minikube-manager'
export { MinikubeCluster } from './cluster/minikube-cluster'
export { CertManager, type ClusterCertificates } from './cluster/cert-manager'
export { kubeletCaFile, NODE_CA } from './cluster/kubelet-config'
export { type ApiServer, DutKubeConfig } from './dut/dut-kube-config'
export { type DutFacts } from './dut/dut-facts'
export { type ServerStatus } from './dut/server-status'
export {
  containerOfPodRuns,
  containerOfWorkloadRuns,
  noPodContainers,
  podContainers,
} from './dut/docker/pod-containers'
export { filesOfCluster } from './dut/join/join-traces'
export { ctrmgrdSays } from './dut/join/ctrmgrd-log'
export { timeOn } from './host/time-on'
export { dutReportsConnected } from './dut/dut-conditions'
export * from './dut/features/feature-conditions'
export { Feature } from './dut/features/feature'
export {
  describeJourney,
  featureJourney,
  type FeatureWrite,
  type Moment,
  valuesOf,
} from './dut/features/feature-journey'
export { type JourneyStart, journeyStart } from './dut/features/journey-start'
export { isFollowed } from './dut/features/followed'
export { type FeatureLook, lookAtFeature } from './dut/features/feature-look'
export { type FeatureOwner } from './dut/features/feature-rows'
export { shortenHandOverWaits } from './dut/features/hand-over-waits'
export { featureOn } from './dut/features/feature-on'
export { healthy, unhealthyPrograms } from './dut/features/health'
export {
  disagreeing,
  dutContainer,
  type DutContainer,
  localModeProven,
  versionInKubeMode,
  versionInLocalMode,
  type VersionProof,
} from './dut/features/running-version'
export { isOfVersion, sonicVersion } from './dut/sonic-version'
export { ContainerUpgrade } from './upgrade/container-upgrade'
export { upgradeIn, wayToImages, type UpgradeOptions } from './upgrade/upgrade-in'
export { fromDockerOptions } from './upgrade/docker-options'
export { runOnRunner } from './upgrade/verify-command'
export { ForwardProxy } from './cluster/forward-proxy'
export { DockerRegistry } from './dut/docker/docker-registry'
export { type DirectWay, ImagePulls } from './lifecycle/session/image-pulls'
export { causeOfPullFailure, type PullCause, type PullFailure } from './registry/pull-failure'
export { type FailedPull, ImageCame, pulledPodRunning, pullFails } from './registry/pull-conditions'
export { type RegistryLogin, RegistryTokens } from './registry/registry-token'
export { KubeClient } from './kube/kube-client'
export { type ApiAccess } from './kube/api/api-access'
export { isRunning } from './kube/pod-state'
export { KubeError } from './kube/api/kube-error'
export * from './kube/conditions'
export { rolledOut } from './kube/rollout'
export { Deployment } from './kube/deployment'
export { type DaemonSetParameters } from './kube/templates/parameters'
export { ofTheRun, type Placement, RUN_LABEL } from './kube/templates/of-the-run'
export { type OwnParameters, Template } from './kube/templates/template'
export { TemplateCatalogue } from './kube/templates/template-catalogue'
export { TemplateError } from './kube/templates/template-error'
export {
  TEST_CONTAINER,
  TEST_DAEMON_SET,
  TEST_POD_LABELS,
  testDaemonSet,
} from './kube/templates/test-daemonset'
export { ensureTestDaemonSet } from './kube/test-daemonset'
export { type Condition, met, notYet, type Verdict } from './wait/condition'
export { type Milliseconds, milliseconds, minutes, seconds } from './wait/duration'
export { staysTrue } from './wait/stays-true'
export { waitFor } from './wait/wait-for'
export { WaitTimeoutError } from './wait/wait-timeout-error'
export { type Evidence, gatherEvidence } from './diagnosis/evidence'
export { Gnoi, type FileStat, type PackageToInstall, type Transfer } from './gnoi/gnoi'
export { GnoiError } from './gnoi/gnoi-error'
export { gnoiAnswers } from './gnoi/gnoi-conditions'
export { ForwardRefused } from './host/connection/forward-refused'
export { namespaceMade } from './cluster/namespace-change'
export { bringsOrRefuses } from './sidecar/branch-support'
export {
  type CertificateClient,
  clientsInConfigDb,
  roleAltered,
  verifying,
} from './sidecar/client-certificates'
export { type PodControlAction, Sidecar } from './sidecar/sidecar'
export {
  filesSynced,
  nativeReplaced,
  sidecarSettled,
  unitStarted,
} from './sidecar/sidecar-conditions'
export {
  SIDECAR_NAMESPACE,
  sidecarDeployment,
  sidecarImages,
  type SidecarPods,
} from './sidecar/sidecar-daemonset'
export { sidecarFeatures, type SidecarFeature } from './sidecar/sidecar-files'
export { type SidecarGeneration, sidecarTraits, type SidecarTraits } from './sidecar/sidecar-traits'
export { type FileOnDut, type SidecarLook } from './sidecar/sidecar-look'
