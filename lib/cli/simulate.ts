import type { Dut } from '../simulator/dut/dut'
import type { SimulatedTestbed } from '../simulator/simulate-testbed'
import { CannotStart } from '../simulator/simulation/start-and-join'
import { BadInput } from '../testbed/bad-input'
import { runInteractively, runTestbedProcess } from '../simulator/testbed-process'
import { simulateHelp } from './simulate-help'
import { readSimulateOptions } from './simulate-options'

/** `kubesonic simulate`: the simulated testbed, until Ctrl-C; with `--child` until its stdin closes. */
export async function simulate(args: readonly string[]): Promise<number> {
  const { help, child, options } = readSimulateOptions(args)
  try {
    if (help) process.stdout.write(simulateHelp())
    else if (child) await runTestbedProcess(options)
    else await runInteractively(options, (testbed) => process.stdout.write(whatToTry(testbed)))
    return 0
  } catch (error) {
    if (error instanceof CannotStart)
      throw new BadInput(`kubesonic simulate --started: ${error.message}`)
    throw error
  }
}

const describe = ({ options: { variant, ipv6 }, parts }: Dut): string =>
  [variant, parts.variant.kubernetesIncluded ? parts.variant.kubernetes : '', ipv6 ?? '']
    .filter(Boolean)
    .join(', ')

function whatToTry({ testbedFile, directory, kubeconfig, simulation }: SimulatedTestbed): string {
  const { sshServers, vmhost, duts, clock, random } = simulation
  const ssh = (hostname: string, user: string): string =>
    `  ssh -i ${directory}/identity -o UserKnownHostsFile=${directory}/known_hosts -p ${sshServers.get(hostname)?.port} ${user}@127.0.0.1    # ${hostname}`
  const running = vmhost.clusters.size > 0
  return [
    `The simulated testbed runs (${duts.length === 1 ? 'one DUT' : `${duts.length} DUTs`}, durations × ${clock.scale}, seed ${random.seed}). Ctrl-C ends it.`,
    '',
    ssh(vmhost.machine.hostname, 'root'),
    ...duts.map((dut) => `${ssh(dut.machine.hostname, 'admin')} (${describe(dut)})`),
    `  kubectl --kubeconfig ${kubeconfig} get nodes${running ? '' : '    # once a cluster is started; --started starts one at once'}`,
    `  npm run acceptance -- --testbed ${testbedFile}`,
    '',
  ].join('\n')
}
