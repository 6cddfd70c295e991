import { listedBranch, nearestBranch, releases, type Say, telemetryBranches } from './host-branch'
import {
  containerChecker,
  scriptPath,
  serviceChecker,
  shippedScript,
  wrapperScript,
} from './host-scripts'
import { podControlScript } from './pod-control.sh'
import { type SidecarAge, today } from './sidecar-age'

export type SidecarFeature = 'gnmi' | 'restapi' | 'telemetry'

/** One file that a sidecar keeps on the device. */
export interface SyncedFile {
  /** In the image. */
  readonly source: string
  readonly destination: string
  readonly content: string
  readonly mode: number
  /** Done on the device when the file was written. */
  readonly after: readonly (readonly string[])[]
}

export interface SyncSettings {
  readonly branch: string
  readonly v1: boolean
  readonly env: Readonly<Record<string, string>>
}

export interface SidecarKind {
  readonly feature: SidecarFeature
  /** Those that its image has files for. */
  readonly branches: readonly string[]
  /** Of the device's build version; undefined where it refuses. */
  readonly branchOf: (version: string, say: Say) => string | undefined
  /** Removes the feature's native container in every cycle. */
  readonly removesNative: boolean
  /** Keeps CONFIG_DB as its environment says. */
  readonly reconciles: boolean
  readonly jitter: boolean
  readonly files: (settings: SyncSettings) => readonly SyncedFile[]
}

const program = 0o755
export const restarting = (unit: string): string[][] => [
  ['sudo', 'systemctl', 'daemon-reload'],
  ['sudo', 'systemctl', 'restart', unit],
]

/** In every image, and on devices with a sidecar of the first days. */
export const sharedPodControl = '/usr/share/sonic/scripts/k8s_pod_control.sh'

export const podControlPath = (
  feature: SidecarFeature,
  { sharesPodControl }: SidecarAge,
): string =>
  sharesPodControl
    ? sharedPodControl
    : `/usr/share/sonic/scripts/docker-${feature}-sidecar/k8s_pod_control.sh`

const podControl = (feature: SidecarFeature): SyncedFile => ({
  source: sharedPodControl,
  destination: podControlPath(feature, today),
  content: podControlScript(today.generation),
  mode: program,
  after: restarting(feature),
})

export const scripts = '/usr/share/sonic/systemd_scripts'

const mainScript = (
  feature: SidecarFeature,
  { branch, v1 }: SyncSettings,
  remove: string[],
): SyncedFile => ({
  source: `${scripts}/${v1 ? firstScript(feature, branch) : `${feature}.sh`}`,
  destination: scriptPath(feature),
  content: v1 ? shippedScript(feature) : wrapperScript(feature, podControlPath(feature, today)),
  mode: program,
  after: [['sudo', 'docker', 'stop', feature], [...remove, feature], ...restarting(feature)],
})

/** restapi alone has one for each branch. */
const firstScript = (feature: SidecarFeature, branch: string): string =>
  feature === 'restapi' ? `v1/restapi.sh_${branch}` : `${feature}_v1.sh`

const checker = ({ branch }: SyncSettings): SyncedFile => ({
  source: `${scripts}/container_checker_${branch}`,
  destination: '/bin/container_checker',
  content: containerChecker(branch),
  mode: program,
  after: restarting('monit'),
})

const remove = ['sudo', 'docker', 'rm']

/** What gnmi's and restapi's have in common. */
const ofAllReleases = {
  branches: releases,
  branchOf: nearestBranch,
  removesNative: true,
  reconciles: false,
  jitter: true,
} as const

/** The three sidecars of SONiC, with what each keeps on the device, in that order. */
export const sidecarKinds: Readonly<Record<SidecarFeature, SidecarKind>> = {
  gnmi: {
    feature: 'gnmi',
    ...ofAllReleases,
    files: (settings) => [
      podControl('gnmi'),
      mainScript('gnmi', settings, remove),
      ...(isOn(settings.env['CONTAINER_CHECKER_SYNC_ENABLED']) ? [checker(settings)] : []),
    ],
  },
  restapi: {
    feature: 'restapi',
    ...ofAllReleases,
    files: (settings) => [
      podControl('restapi'),
      mainScript('restapi', settings, [...remove, '--force']),
      checker(settings),
    ],
  },
  telemetry: {
    feature: 'telemetry',
    branches: telemetryBranches,
    branchOf: listedBranch,
    removesNative: false,
    reconciles: true,
    jitter: false,
    // The script that needs pod control comes first: on a fresh device its restart fails.
    files: (settings) => [
      mainScript('telemetry', settings, remove),
      podControl('telemetry'),
      checker(settings),
      {
        source: `${scripts}/service_checker.py_${settings.branch}`,
        destination: '/usr/local/lib/python3.11/dist-packages/health_checker/service_checker.py',
        content: serviceChecker(settings.branch),
        mode: program,
        after: restarting('system-health'),
      },
    ],
  },
}

/** How sidecars read the switches in their environment. */
export const isOn = (value: string | undefined): boolean =>
  ['1', 'true', 'yes', 'y', 'on'].includes((value ?? '').toLowerCase())
