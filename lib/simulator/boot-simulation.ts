import { SimulatedClock } from './clock'
import { Dut } from './dut/dut'
import { type DutVariantName, dutVariants } from './dut/variants'
import type { Machine } from './machine/machine'
import { SimulatedNetwork } from './network'
import { SeededRandom } from './random'
import { nodeAgent } from './node-agent'
import type { Simulation } from './simulation'
import { serveSsh, type SshService } from './ssh/ssh-server'
import { Vmhost } from './vmhost/vmhost'

export interface BootOptions {
  readonly scale: number
  readonly seed: number
  readonly duts: number
  readonly variant: DutVariantName
  readonly kubernetes: string | undefined
  /** A release of minikube that is on the vmhost already. */
  readonly minikube: string | undefined
  /** The line for authorized_keys of root on the vmhost and admin on the DUTs. */
  readonly publicKey: string
  readonly apiPort: number
  /** Of admin on the DUTs, and what sudo asks for there; without one sudo asks nothing. */
  readonly dutPassword: string | undefined
  /** The port of 127.0.0.1 behind which the vmhost's API port is. */
  readonly runnerPort: number
}

/** Boots a vmhost and DUTs and serves each over SSH, on a port of 127.0.0.1 that the system picks. */
export async function bootSimulation(options: BootOptions): Promise<Simulation> {
  const clock = new SimulatedClock(options.scale)
  const random = new SeededRandom(options.seed)
  const network = new SimulatedNetwork()
  const vmhost = new Vmhost({
    address: '10.250.0.1',
    clock: clock.ofAnotherMachine(),
    random,
    network,
    loopbackPorts: new Map([[options.apiPort, options.runnerPort]]),
    ...(options.minikube === undefined ? {} : { minikube: options.minikube }),
  })
  const duts = Array.from({ length: options.duts }, (_, i) => {
    const number = String(i + 1).padStart(2, '0')
    return new Dut({
      hostname: `vlab-${number}`,
      address: `10.250.0.1${number}`,
      variant: options.variant,
      clock: clock.ofAnotherMachine(),
      random,
      network,
      startAgent: nodeAgent(vmhost),
      ...(options.dutPassword === undefined
        ? {}
        : { password: options.dutPassword, sudo: 'password' as const }),
    })
  })
  authorize(vmhost.machine, 'root', options.publicKey)
  for (const { machine } of duts) authorize(machine, 'admin', options.publicKey)
  await vmhost.boot()
  for (const dut of duts) await dut.boot()
  return {
    clock,
    random,
    network,
    vmhost,
    duts,
    kubernetes: options.kubernetes ?? dutVariants[options.variant].kubernetes,
    sshServers: await serveAll([vmhost.machine, ...duts.map(({ machine }) => machine)]),
  }
}

async function serveAll(machines: readonly Machine[]): Promise<Map<string, SshService>> {
  const servers = new Map<string, SshService>()
  for (const machine of machines)
    servers.set(machine.hostname, await serveSsh(machine, { host: '127.0.0.1' }))
  return servers
}

function authorize(machine: Machine, name: string, publicKey: string): void {
  const { home, uid, gid } = machine.user(name)
  machine.fs.mkdirp(`${home}/.ssh`, { uid, gid, mode: 0o700 })
  machine.fs.writeText(`${home}/.ssh/authorized_keys`, `${publicKey}\n`, { uid, gid, mode: 0o600 })
}
