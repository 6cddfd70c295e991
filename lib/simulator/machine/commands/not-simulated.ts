import type { Machine } from '../machine'
import type { CommandOutput } from '../types'

/** What a real machine would do on this line and the twin does not: it is reported, so that the run fails, and says so. */
export function notSimulated(machine: Machine, what: string, line: string): CommandOutput {
  machine.reportUnknown(what, line)
  return { stderr: `${what}: not simulated\n`, exitCode: 127 }
}
