import type { Dut } from '../dut/dut'
import type { Simulation } from '../simulation/simulation'
import type { Vmhost } from '../vmhost/vmhost'
import { UnknownSwitch } from './switchable'

export const whichDut = {
  dut: { meaning: 'the hostname of one DUT; without it all', byDefault: '' },
} as const

export const whichMachine = {
  machine: { meaning: 'the hostname of one machine; without it all DUTs', byDefault: '' },
} as const

/** The DUT of that name, or all. Throws UnknownSwitch. */
export function dutsNamed({ duts }: Simulation, name = ''): readonly Dut[] {
  const found = duts.filter(({ machine }) => name === '' || machine.hostname === name)
  if (found.length > 0) return found
  throw new UnknownSwitch(
    `There is no DUT ${name}. Next: one of ${duts.map(({ machine }) => machine.hostname).join(', ')}.`,
  )
}

/** The machine of that name, or all DUTs. Throws UnknownSwitch. */
export function machinesNamed(simulation: Simulation, name = ''): readonly (Dut | Vmhost)[] {
  const { vmhost } = simulation
  return name === vmhost.machine.hostname ? [vmhost] : dutsNamed(simulation, name)
}
