import inspector from 'node:inspector'
import { type MachineSpec, type Testbed } from '../../testbed/testbed'

/** The vmhost's switch fires that many seconds after the DUTs': a disjoin needs the API. */
const VMHOST_LATER = 180

/** Nobody steps through a test, or looks around on a machine, within two minutes. */
const PERSON_SECONDS = 3600

let personLooks = false

/** While a person looks at the machines they are held as long as under a debugger. */
export const holdForPerson = (looks: boolean): void => void (personLooks = looks)

/** How long the machines are held after a sign of life; longer where a person may stop this process at any time. */
export const leaseSeconds = ({ lease }: Testbed): number =>
  personLooks || debuggerMayStopUs() ? Math.max(lease.seconds, PERSON_SECONDS) : lease.seconds

/** The same on one machine. */
export const leaseSecondsOf = (testbed: Testbed, spec: MachineSpec): number =>
  leaseSeconds(testbed) + (spec === testbed.vmhost ? VMHOST_LATER : 0)

/** What to tell the user when the lease is not as long as the testbed file says. */
export const leaseRemark = (testbed: Testbed): string | undefined =>
  leaseSeconds(testbed) === testbed.lease.seconds
    ? undefined
    : `A debugger is attached: should this run die, the DUTs put themselves back after ${PERSON_SECONDS / 60} minutes, not ${testbed.lease.seconds} s.`

const debuggerMayStopUs = (): boolean => inspector.url() !== undefined
