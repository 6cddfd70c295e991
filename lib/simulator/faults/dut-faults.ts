import type { Dut } from '../dut/dut'
import { ServiceUnit } from '../linux/systemd/service-unit'
import type { Unit } from '../linux/systemd/unit'
import { override } from '../seams/decorate'
import type { Simulation } from '../simulation/simulation'
import { dutsNamed, whichDut } from '../switches/named-machines'
import { type End, endAll, type Switchable } from '../switches/switchable'

const kubeletDead: Switchable = {
  name: 'kubelet-dead',
  what: "The kubelet on the DUT is stopped: its node is NotReady after 40 s, its pods' containers run on.",
  parameters: whichDut,
  apply: (simulation, { dut }) => stopped(simulation, 'kubelet', dut),
}

const dockerDead: Switchable = {
  name: 'docker-dead',
  what: 'Docker on the DUT is stopped, and all containers with it: the node is NotReady after 30 s; Docker starts again when the fault ends.',
  parameters: whichDut,
  apply: (simulation, { dut }) => stopped(simulation, 'docker', dut),
}

const ctrmgrdCrash: Switchable = {
  name: 'ctrmgrd-crash',
  what: 'ctrmgrd on the DUT is killed, once: systemd starts it again after 30 s, or when the fault ends.',
  parameters: whichDut,
  async apply(simulation, { dut }) {
    const hit = unitsOf(simulation, 'ctrmgrd', dut)
    for (const [{ machine }, unit] of hit)
      if (unit instanceof ServiceUnit && unit.pid !== null)
        machine.processes.signal(unit.pid, 'KILL')
    return endAll(
      hit.map(
        ([, unit]) =>
          () =>
            unit.start(),
      ),
    )
  },
}

const cutOff: Switchable = {
  name: 'dut-cut-off',
  what: 'The DUT reaches no other machine (no route to host); SSH from the runner still works.',
  parameters: whichDut,
  apply: (simulation, { dut }) =>
    endAll(
      dutsNamed(simulation, dut).map(({ machine }) => simulation.network.cutOff(machine.hostname)),
    ),
}

const dnsNameMissing: Switchable = {
  name: 'dns-name-missing',
  what: 'Names in /etc/hosts of the DUT count for nothing, as nsswitch.conf asks DNS only, and DNS knows none of the cluster.',
  parameters: whichDut,
  apply: (simulation, { dut }) =>
    endAll(
      dutsNamed(simulation, dut).map(({ machine: { fs } }) => {
        const before = fs.readText(nsswitch)
        fs.write(nsswitch, before.replace(/^hosts:.*$/m, 'hosts:          dns'))
        return () => fs.write(nsswitch, before)
      }),
    ),
}

const rollSticks: Switchable = {
  name: 'roll-sticks',
  what: "A pod's sandbox ends before systemd has looked: a roll leaves the dead container in STATE_DB, and the unit fails.",
  parameters: whichDut,
  apply: (simulation, { dut }) =>
    endAll(
      dutsNamed(simulation, dut).map(({ features }) => override(features, 'quicker', 'kubelet')),
    ),
}

const nsswitch = '/etc/nsswitch.conf'

/** Stops a unit where it runs, and starts it there again. */
async function stopped(simulation: Simulation, name: string, dut?: string): Promise<End> {
  const ran = unitsOf(simulation, name, dut).filter(([, { state }]) => state === 'active')
  for (const [, unit] of ran) await unit.stop()
  return endAll(
    ran.map(
      ([, unit]) =>
        () =>
          unit.start(),
    ),
  )
}

const unitsOf = (simulation: Simulation, name: string, dut?: string): [Dut, Unit][] =>
  dutsNamed(simulation, dut).flatMap((each): [Dut, Unit][] => {
    const unit = each.systemd.find(name)
    return unit ? [[each, unit]] : []
  })

export const dutFaults: readonly Switchable[] = [
  kubeletDead,
  dockerDead,
  ctrmgrdCrash,
  cutOff,
  dnsNameMissing,
  rollSticks,
]
