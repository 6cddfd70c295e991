import { dutsNamed, machinesNamed, whichDut, whichMachine } from '../switches/named-machines'
import { type End, endAll, type Switchable } from '../switches/switchable'

const powerCut: Switchable = {
  name: 'power-cut',
  what: "The machine has no power: what runs on it is gone, SSH connections too; it boots when the fault ends. A cluster's container on the vmhost stays down.",
  parameters: whichMachine,
  apply: (simulation, { machine }) =>
    endAll(
      machinesNamed(simulation, machine).map((hit): End => {
        hit.powerOff()
        return () => hit.powerOn()
      }),
    ),
}

const dutReboot: Switchable = {
  name: 'dut-reboot',
  what: 'The DUT goes down in order and boots, once. What was not saved is gone: configuration, STATE_DB, sysctls, iptables chains.',
  parameters: whichDut,
  apply(simulation, { dut }) {
    const boots = dutsNamed(simulation, dut).map((hit) => hit.reboot())
    // Whoever ends the fault finds a DUT that is up.
    return () => Promise.all(boots)
  },
}

export const powerFaults: readonly Switchable[] = [powerCut, dutReboot]
