import { parseArgs } from 'node:util'
import { faults } from '../simulator/faults/catalogue'
import { parseFault, UnknownFault } from '../simulator/faults/fault-switches'
import { paces } from '../simulator/clock'
import { dutVariants } from '../simulator/dut/variants'
import type { SimulatedTestbed, SimulateOptions } from '../simulator/simulate-testbed'
import { runInteractively, runTestbedProcess } from '../simulator/testbed-process'
import { BadInput } from '../testbed/bad-input'

/** `kubesonic simulate`: the simulated testbed, until Ctrl-C; with `--child` until its stdin closes. */
export async function simulate(args: readonly string[]): Promise<number> {
  const values = readArguments(args)
  if (values.help) {
    process.stdout.write(help())
    return 0
  }
  const options = readOptions(values)
  if (values.child) await runTestbedProcess(options)
  else await runInteractively(options, (testbed) => process.stdout.write(whatToTry(testbed)))
  return 0
}

interface Arguments {
  readonly pace?: string
  readonly seed?: string
  readonly duts?: string
  readonly variant?: string
  readonly kubernetes?: string
  readonly minikube?: string
  readonly 'dut-password'?: string
  readonly fault?: string[]
  readonly started?: boolean
  readonly child?: boolean
  readonly help?: boolean
}

function readArguments(args: readonly string[]): Arguments {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        pace: { type: 'string' },
        seed: { type: 'string' },
        duts: { type: 'string' },
        variant: { type: 'string' },
        kubernetes: { type: 'string' },
        minikube: { type: 'string' },
        'dut-password': { type: 'string' },
        fault: { type: 'string', multiple: true },
        started: { type: 'boolean' },
        child: { type: 'boolean' },
        help: { type: 'boolean', short: 'h' },
      },
    })
    return values
  } catch (error) {
    throw new BadInput(
      `kubesonic simulate: ${(error as Error).message}\n  Next: kubesonic simulate --help`,
    )
  }
}

function readOptions(values: Arguments): SimulateOptions {
  return {
    scale: paces[oneOf('--pace', values.pace ?? 'fast', paces)],
    duts: wholeNumber('--duts', values.duts ?? '1', 1, 99),
    seed: wholeNumber('--seed', values.seed ?? '1', 0, 2 ** 32 - 1),
    variant: oneOf('--variant', values.variant ?? 'master', dutVariants),
    started: values.started ?? false,
    faults: (values.fault ?? []).map(readFault),
    ...(values.kubernetes === undefined ? {} : { kubernetes: values.kubernetes }),
    ...(values.minikube === undefined ? {} : { minikube: values.minikube }),
    ...(values['dut-password'] === undefined ? {} : { dutPassword: values['dut-password'] }),
  }
}

function oneOf<Known extends object>(option: string, value: string, known: Known): keyof Known {
  if (value in known) return value as keyof Known
  throw new BadInput(
    `kubesonic simulate: ${option} ${value} is unknown.\n  Next: one of ${Object.keys(known).join(', ')}.`,
  )
}

function wholeNumber(option: string, text: string, low: number, high: number): number {
  const value = Number(text)
  if (/^\d+$/.test(text) && value >= low && value <= high) return value
  throw new BadInput(
    `kubesonic simulate: ${option} ${text} is no whole number from ${low} to ${high}.`,
  )
}

function readFault(text: string): ReturnType<typeof parseFault> {
  try {
    return parseFault(text)
  } catch (error) {
    if (!(error instanceof UnknownFault)) throw error
    throw new BadInput(`kubesonic simulate: --fault ${text}: ${error.message}`)
  }
}

function whatToTry({ testbedFile, directory, kubeconfig, simulation }: SimulatedTestbed): string {
  const { sshServers, vmhost, duts, clock, random } = simulation
  const ssh = (hostname: string, user: string): string =>
    `  ssh -i ${directory}/identity -o UserKnownHostsFile=${directory}/known_hosts -p ${sshServers.get(hostname)?.port} ${user}@127.0.0.1    # ${hostname}`
  const running = vmhost.clusters.size > 0
  return [
    `The simulated testbed runs (${duts.length === 1 ? 'one DUT' : `${duts.length} DUTs`}, durations × ${clock.scale}, seed ${random.seed}). Ctrl-C ends it.`,
    '',
    ssh(vmhost.machine.hostname, 'root'),
    ...duts.map(({ machine }) => ssh(machine.hostname, 'admin')),
    `  kubectl --kubeconfig ${kubeconfig} get nodes${running ? '' : '    # once a cluster is started; --started starts one at once'}`,
    `  npm run acceptance -- --testbed ${testbedFile}`,
    '',
  ].join('\n')
}

const help = (): string => `usage: kubesonic simulate [options]

Starts a vmhost and SONiC DUTs that exist in this process only, behind real SSH servers and, once a
cluster is started, a real HTTPS Kubernetes API, all on 127.0.0.1.

  --pace PACE          real, fast (durations ÷ 20, the default) or 0 (at once)
  --seed N             the same seed gives the same run; default 1
  --duts N             how many DUTs; default 1
  --variant NAME       what the DUTs run; default master
  --kubernetes VERSION the cluster that the testbed file asks for; default the variant's own
  --minikube VERSION   a release of minikube that is on the vmhost already
  --dut-password TEXT  admin's password on the DUTs; sudo then asks for it
  --fault NAME[:KEY=VALUE,…]  something that goes wrong from the start; may be repeated
  --started            a cluster runs already, and the DUTs have joined it
  --child              for programs: print a ready line as JSON, end when stdin closes

variants:
${listed(Object.entries(dutVariants).map(([name, { description }]) => [name, description]))}
faults:
${listed(faults.map(({ name, what, parameters }) => [name, [what, ...Object.entries(parameters).map(([key, { meaning, byDefault }]) => `${key}: ${meaning}${byDefault ? ` (${byDefault})` : ''}`)].join(' ')]))}`

function listed(rows: readonly (readonly [string, string])[]): string {
  const width = Math.max(...rows.map(([name]) => name.length))
  return rows.map(([name, text]) => `  ${name.padEnd(width)}  ${text}\n`).join('')
}
