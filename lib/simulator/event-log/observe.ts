import type { Simulation } from '../simulation/simulation'
import { type End, endAll } from '../switches/switchable'
import type { Switches } from '../switches/switches'
import { observeCluster } from './cluster-events'
import { observeDut } from './dut-events'
import { observeMachine } from './machine-events'
import type { Tell, TestbedEvent } from './testbed-event'

/** Tells what happens in the simulated testbed from now on; the answer ends it. Nothing in it knows of that. */
export function observe(
  { clock, vmhost, duts }: Simulation,
  switches: Readonly<Record<'fault' | 'mutant', Switches>>,
  hear: (event: TestbedEvent) => void,
): End {
  const start = clock.now()
  const at =
    (where: string): Tell =>
    (component, what) =>
      hear({ atMs: Math.round(clock.simulatedSince(start)), where, component, what })
  const testbed = at('testbed')
  return endAll([
    ...[vmhost, ...duts].map((each) => observeMachine(each, at(each.machine.hostname))),
    ...duts.map((dut) => observeDut(dut, at(dut.machine.hostname))),
    vmhost.onCluster((cluster) => void observeCluster(cluster, at(cluster.options.profile))),
    ...Object.entries(switches).map(([kind, each]) =>
      each.onSwitch((name, parameters) => {
        const given = Object.entries(parameters ?? {}).filter(([, value]) => value !== '')
        const what = given.map((pair) => pair.join('=')).join(' ')
        testbed(kind, `${name} ${parameters ? ['on', what].join(' ').trim() : 'off'}`)
      }),
    ),
  ])
}
