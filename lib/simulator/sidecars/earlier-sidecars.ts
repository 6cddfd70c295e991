import { detected, nearestBranch, telemetryBranches } from './host-branch'
import {
  containerChecker,
  featureUnit,
  scriptPath,
  serviceChecker,
  shippedScript,
  wrapperScript,
} from './host-scripts'
import { podControlScript } from './pod-control.sh'
import type { SidecarAge } from './sidecar-age'
import {
  podControlPath,
  restarting,
  scripts,
  sharedPodControl,
  type SidecarFeature,
  type SidecarKind,
  sidecarKinds,
  type SyncedFile,
  type SyncSettings,
} from './sidecar-kinds'

/** The branch of files that are for all branches that have none of their own. */
const any = ''
const ofBranch = (name: string, branch: string): string => (branch ? `${name}_${branch}` : name)

const mainScript = (feature: SidecarFeature, age: SidecarAge, v1: boolean): SyncedFile => ({
  source: `${scripts}/${v1 ? `${feature}_v1.sh` : `${feature}.sh`}`,
  destination: scriptPath(feature),
  content: v1 ? shippedScript(feature) : wrapperScript(feature, podControlPath(feature, age)),
  mode: 0o755,
  after: [
    ['sudo', 'docker', 'stop', feature],
    ['sudo', 'docker', 'rm', feature],
    ...restarting(feature),
  ],
})

/** The shared one makes nobody's unit start again. */
const podControl = (feature: SidecarFeature, age: SidecarAge): SyncedFile => ({
  source: sharedPodControl,
  destination: podControlPath(feature, age),
  content: podControlScript(age.generation),
  mode: 0o755,
  after: age.sharesPodControl ? [] : restarting(feature),
})

/** Its scripts need root, for the kubelet's credentials. */
const rootUnit = (feature: SidecarFeature, branch: string): SyncedFile => ({
  source: `${scripts}/${feature === 'restapi' ? ofBranch('restapi.service', branch) : `${feature}.service`}`,
  destination: `/lib/systemd/system/${feature}.service`,
  content: featureUnit(feature, scriptPath(feature), 'root'),
  mode: 0o644,
  after: restarting(feature),
})

const checker = (branch: string): SyncedFile => ({
  source: `${scripts}/${ofBranch('container_checker', branch)}`,
  destination: '/bin/container_checker',
  content: containerChecker(branch || 'any branch'),
  mode: 0o755,
  after: restarting('monit'),
})

const serviceCheckerOf = (branch: string): SyncedFile => ({
  source: `${scripts}/${ofBranch('service_checker.py', branch)}`,
  destination: '/usr/local/lib/python3.11/dist-packages/health_checker/service_checker.py',
  content: serviceChecker(branch || 'any branch'),
  mode: 0o755,
  after: [['sudo', 'systemctl', 'restart', 'system-health']],
})

/** A sidecar of earlier days: it brings the unit, too, refuses no branch, and lets the copy of its script remove the native container. */
export const earlierKind = (feature: SidecarFeature, age: SidecarAge): SidecarKind => {
  const perBranch = age.byBranch && feature !== 'gnmi'
  return {
    feature,
    branches: perBranch ? [...sidecarKinds[feature].branches, any] : [any],
    branchOf: (version, say) => {
      if (!perBranch) return any
      if (feature === 'restapi') return nearestBranch(version, say)
      const branch = detected(version, say)
      return telemetryBranches.includes(branch) ? branch : any
    },
    removesNative: false,
    reconciles: feature === 'telemetry',
    jitter: false,
    files: ({ branch, v1 }: SyncSettings) => [
      mainScript(feature, age, v1),
      checker(branch),
      podControl(feature, age),
      rootUnit(feature, branch),
      ...(feature === 'telemetry' && age.byBranch ? [serviceCheckerOf(branch)] : []),
    ],
  }
}
