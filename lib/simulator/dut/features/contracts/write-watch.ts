import { decorate } from '../../../seams/decorate'
import type { HandoverLab } from '../testing/handover-lab'
import type { RowWrite } from './write-recording'

const isOfTheFeature = (key: string): boolean => /^FEATURE\|snmp$|^KUBE_LABELS\|/.test(key)

/** Sees every write into the rows of the feature and of the labels, as MONITOR does. */
export function watchWrites(lab: HandoverLab): RowWrite[] {
  const writes: RowWrite[] = []
  const note = (...command: readonly string[]): void => {
    if (isOfTheFeature(command[1] ?? '')) writes.push({ t: lab.seconds, command })
  }
  const { state, config } = lab.dut.databases
  decorate(state, 'hset', (hset) => (key, fields) => {
    note('HSET', key, ...Object.entries(fields).flat())
    return hset(key, fields)
  })
  decorate(config, 'hset', (hset) => (key, fields) => {
    note('hset', key, ...Object.entries(fields).flat())
    return hset(key, fields)
  })
  decorate(state, 'hdel', (hdel) => (key, fields) => {
    note('hdel', key, ...fields)
    return hdel(key, fields)
  })
  return writes
}
