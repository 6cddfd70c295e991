import type { Dut } from '../dut/dut'
import type { Simulation } from '../simulation/simulation'
import { type End, endAll } from '../switches/switchable'

/** Does it on every DUT; the answer ends it on all. */
export const onDuts = ({ duts }: Simulation, act: (dut: Dut) => End): End => endAll(duts.map(act))
