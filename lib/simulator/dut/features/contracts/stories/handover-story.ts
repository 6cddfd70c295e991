import { type HandoverLab, registry } from '../../testing/handover-lab'

/** What was done on the lab while the writes into its databases were recorded. */
export interface HandoverStory {
  readonly recording: string
  /** A sentence that is true when the writes agree. */
  readonly name: string
  /** So many seconds are watched; default: two more than were recorded. */
  readonly seconds?: number
  /** By so many seconds a step may come earlier or later, where that is chance. */
  readonly chance?: number
  /** What had been done before the watch began. */
  readonly before?: (lab: HandoverLab) => Promise<void> | void
  readonly happens: (lab: HandoverLab) => Promise<void> | void
}

/** Stories of one lab, one after the other, from where the one before has ended. */
export interface HandoverChapter {
  readonly name: string
  readonly before: (lab: HandoverLab) => Promise<void>
  readonly stories: readonly HandoverStory[]
}

/** The DaemonSet with that image and version. */
export const apply = (lab: HandoverLab, tag: string, version: string, owner = 'kube'): void =>
  lab.apply({ image: `${registry}/docker-snmp:${tag}`, version, owner })
