import type { SimulatedClock } from '../time/clock'
import { Dut } from '../dut/dut'
import { type DutSpec, kubernetesOf } from '../dut/dut-spec'
import type { Machine } from '../machine/machine'
import { SimulatedNetwork } from '../network/simulated-network'
import { SeededRandom } from '../chance/seeded-random'
import { nodeAgent } from './node-agent'
import { openLabRegistry } from '../registry/lab-registry'
import type { Simulation } from './simulation'
import { serveSsh, type SshService } from '../ssh/ssh-server'
import { compareVersions } from '../vmhost/minikube/releases'
import { Vmhost } from '../vmhost/vmhost'

export interface BootOptions {
  readonly clock: SimulatedClock
  readonly seed: number
  readonly duts: readonly DutSpec[]
  /** Of the cluster that the testbed file asks for; undefined: the oldest that a DUT has. */
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
  const { clock } = options
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
  const duts = options.duts.map((spec, i) => {
    const number = String(i + 1).padStart(2, '0')
    return new Dut({
      hostname: `vlab-${number}`,
      address: `10.250.0.1${number}`,
      ...(spec.ipv6 ? { ipv6: `fd25::1${number}` } : {}),
      ...(spec.kubernetes === undefined ? {} : { kubernetes: spec.kubernetes }),
      variant: spec.variant,
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
    registry: await openLabRegistry(network, vmhost.machine.hostname),
    kubernetes: options.kubernetes ?? oldestKubernetes(options.duts),
    sshServers: await serveAll(network, [
      vmhost,
      ...duts.map(({ machine, options: { address } }) => ({ machine, address })),
    ]),
  }
}

/** Ends it: its servers' sockets are real. */
export async function endSimulation(simulation: Simulation): Promise<void> {
  const { sshServers, duts, vmhost, registry, clock } = simulation
  for (const server of sshServers.values()) await server.close()
  for (const dut of duts) dut.powerOff()
  await vmhost.close()
  await registry.close()
  clock.stop()
}

/** A kubelet may be older than the API server, never newer. */
const oldestKubernetes = (duts: readonly DutSpec[]): string =>
  duts
    .map(kubernetesOf)
    .reduce((oldest, version) => (compareVersions(version, oldest) < 0 ? version : oldest))

/** Each machine's sshd: on a port of 127.0.0.1 for the runner, on port 22 of its address for the others. */
async function serveAll(
  network: SimulatedNetwork,
  hosts: readonly { readonly machine: Machine; readonly address: string }[],
): Promise<Map<string, SshService>> {
  const servers = new Map<string, SshService>()
  for (const { machine, address } of hosts) {
    const server = await serveSsh(machine, { host: '127.0.0.1', network, address })
    network.serve(address, 22, { host: server.host, port: server.port })
    servers.set(machine.hostname, server)
  }
  return servers
}

function authorize(machine: Machine, name: string, publicKey: string): void {
  const { home, uid, gid } = machine.user(name)
  machine.fs.mkdirp(`${home}/.ssh`, { uid, gid, mode: 0o700 })
  machine.fs.writeText(`${home}/.ssh/authorized_keys`, `${publicKey}\n`, { uid, gid, mode: 0o600 })
}
