import type { HandoverLab } from '../testing/handover-lab'

/** A recorded look at the lab in the middle of a story. */
export interface Look {
  /** The number of the story first: `03-dut`, `03-log`, `03-pods`, `04-dut-after-tag-timer`. */
  readonly name: string
  /** When it was taken, in seconds after the story's beginning. */
  readonly seconds: number
  /** Looks at the simulated lab, and tells what is different. */
  readonly differences: (lab: HandoverLab) => Promise<string[]>
}
