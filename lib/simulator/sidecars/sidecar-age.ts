import type { SidecarGeneration } from './pod-control.sh'

/** What sidecars' images have in common that were built at one time (facts §4, by commit of sonic-buildimage). */
export interface SidecarAge {
  readonly generation: SidecarGeneration
  /** Pod control stands where all features' sidecars write it (until BI#26244), not in a folder of the sidecar's own. */
  readonly sharesPodControl: boolean
  /** Telemetry's row that says how clients are verified (BI#25962). */
  readonly table: 'TELEMETRY' | 'GNMI'
  /** Of telemetry: one client with a text for its role; a list of them, each role still a text; a list, with lists of roles. */
  readonly clients: 'one' | 'texts' | 'lists'
  /** Its files are those of the DUT's branch; before 2026-02, one of each kind. */
  readonly byBranch: boolean
}

export const today: SidecarAge = {
  generation: 'docker',
  sharesPodControl: false,
  table: 'TELEMETRY',
  clients: 'lists',
  byBranch: true,
}

const first: SidecarAge = {
  generation: 'kubectl',
  sharesPodControl: true,
  table: 'GNMI',
  clients: 'one',
  byBranch: false,
}
const ofMarch: SidecarAge = {
  ...first,
  generation: 'kubelet',
  table: 'TELEMETRY',
  clients: 'texts',
  byBranch: true,
}
const ownPodControl: SidecarAge = { ...ofMarch, sharesPodControl: false }

/** Images of earlier days that a device has beside today's, by the day that each is of: none is older than its sidecar. */
export const earlier = {
  gnmi: { '20260217.01': first },
  restapi: { '20260122.01': first, '20260318.01': ownPodControl },
  telemetry: { '20260110.01': first, '20260313.01': ofMarch, '20260318.01': ownPodControl },
} as const
