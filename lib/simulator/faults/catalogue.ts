import { apiFaults } from './api-faults'
import { dutFaults } from './dut-faults'
import type { Fault } from './fault'
import { imageFaults } from './image-faults'
import { vmhostFaults } from './vmhost-faults'

/** Every fault there is, one file per family. */
export const faults: readonly Fault[] = [
  ...vmhostFaults,
  ...apiFaults,
  ...imageFaults,
  ...dutFaults,
]
