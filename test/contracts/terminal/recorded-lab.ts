import { setTimeout as sleep } from 'node:timers/promises'
import { bootSimulation, endSimulation } from '../../../lib/simulator/simulation/boot-simulation'
import { SimulatedClock } from '../../../lib/simulator/time/clock'
import type { Dut } from '../../../lib/simulator/dut/dut'
import { freeLoopbackPort } from '../../../lib/simulator/testbed/free-loopback-port'
import { ClusterPki } from '../../../lib/simulator/kubernetes/credentials/cluster-pki'
import type { Machine } from '../../../lib/simulator/machine/machine'
import type { ExecResult } from '../../../lib/simulator/machine/types'
import type { RegistryHost } from '../../../lib/simulator/registry/registry-host'
import type { Simulation } from '../../../lib/simulator/simulation/simulation'
import type { MinikubeCluster } from '../../../lib/simulator/vmhost/minikube/minikube-cluster'
import { recording } from './recording'

const row = 'KUBERNETES_MASTER|SERVER'
const apiPort = 6443

/** The vmhost and the DUT that the recordings are of, at a quicker pace, and what brings them into a state. */
export class RecordedLab {
  private constructor(private readonly simulation: Simulation) {}

  /** Durations are multiplied with `scale`. */
  static async boot(scale: number): Promise<RecordedLab> {
    const simulation = await bootSimulation({
      clock: new SimulatedClock(scale),
      seed: 3,
      duts: [{ variant: 'recorded-lab', ipv6: true }],
      kubernetes: 'v1.20.2',
      minikube: 'v1.34.0',
      publicKey: '',
      apiPort,
      runnerPort: await freeLoopbackPort(),
      dutPassword: undefined,
    })
    // In the recorded joins the four writes of the CLI were done before ctrmgrd looked.
    for (const { ctrmgrd } of simulation.duts) ctrmgrd.quicker = 'cli'
    return new RecordedLab(simulation)
  }

  get dut(): Dut {
    const [dut] = this.simulation.duts
    if (!dut) throw new Error('The lab has no DUT.')
    return dut
  }

  /** Beyond the vmhost; as recorded it wants user and password. */
  get registry(): RegistryHost {
    return this.simulation.registry
  }

  get cluster(): MinikubeCluster {
    const cluster = this.simulation.vmhost.clusters.get('minikube')
    if (!cluster) throw new Error('The lab has no cluster.')
    return cluster
  }

  machine(name: 'vmhost' | 'dut'): Machine {
    return (name === 'dut' ? this.dut : this.simulation.vmhost).machine
  }

  /** Types a line on a machine, as root. */
  type(machine: 'vmhost' | 'dut', command: string, user = 'root'): Promise<ExecResult> {
    return this.machine(machine).exec(command, { user })
  }

  kubectl(line: string): Promise<ExecResult> {
    return this.type('vmhost', `minikube kubectl -- ${line}`)
  }

  /** Waits until a line on a machine prints what is looked for. */
  async until(machine: 'vmhost' | 'dut', command: string, prints: RegExp): Promise<void> {
    const deadline = Date.now() + 60_000
    for (;;) {
      const { stdout, stderr } = await this.type(machine, command)
      if (prints.test(stdout)) return
      if (Date.now() > deadline)
        throw new Error(`${command}: wanted ${String(prints)}, last seen:\n${stdout}${stderr}`)
      await sleep(20)
    }
  }

  async startCluster(): Promise<void> {
    await this.type('vmhost', recording('044').command)
  }

  /** What the suite does before a join: cluster certificate, hosts entry, the kubelet's ConfigMap. */
  async prepareJoin(): Promise<void> {
    const { certificate, key } = this.cluster.kubernetes.pki.apiserver
    const { fs } = this.dut.machine
    fs.writeText('/etc/sonic/credentials/restapiserver.crt', certificate)
    fs.writeText('/etc/sonic/credentials/restapiserver.key', key, { mode: 0o600 })
    await this.type('dut', "echo '10.250.0.1 control-plane.minikube.internal' >> /etc/hosts")
    await this.type('vmhost', recording('009').command)
  }

  /** Puts a client certificate on the DUT with which a join fails. */
  async useCertificate(kind: 'expired' | 'foreign' | 'without rights'): Promise<void> {
    const { pki } = this.cluster.kubernetes
    const stranger = { nodeName: 'other', addresses: [] }
    const { certificate, key } =
      kind === 'foreign'
        ? new ClusterPki(stranger).apiserver
        : kind === 'expired'
          ? pki.issue('O=system:masters, CN=minikube', -0.5)
          : pki.issue('CN=someone')
    this.dut.machine.fs.writeText('/etc/sonic/credentials/restapiserver.crt', certificate)
    this.dut.machine.fs.writeText('/etc/sonic/credentials/restapiserver.key', key)
  }

  /** The DUT idle, with what an earlier join has left. */
  async settleDut(): Promise<void> {
    await this.type(
      'dut',
      `mkdir -p /etc/kubernetes/pki /etc/sonic/credentials
      sonic-db-cli CONFIG_DB del '${row}'
      sonic-db-cli STATE_DB hset '${row}' update_time '2024-12-24 01:01:01' ip 10.250.0.1 port 6443 connected false
      date +%s.%N > /tmp/settled; systemctl restart ctrmgrd`,
    )
    await this.until(
      'dut',
      'journalctl -t ctrmgrd.py --since @$(cat /tmp/settled) | tail -1',
      /key=(telemetry|snmp). Bail out/,
    )
  }

  /** One HSET of the whole row, so that no race decides. */
  async askForJoin(fields: Readonly<Record<string, string>> = {}): Promise<void> {
    const whole = { ip: '10.250.0.1', port: '6443', insecure: 'True', disable: 'False', ...fields }
    const words = Object.entries(whole).flat().join(' ')
    await this.type('dut', `sonic-db-cli CONFIG_DB hset '${row}' ${words}`)
  }

  async becomeReady(): Promise<void> {
    await this.until('vmhost', 'minikube kubectl -- get node vlab-01', /vlab-01 +Ready/)
    await this.until('dut', 'journalctl -t ctrmgrd.py -n 20', /update_node_labels: ret=0/)
  }

  close(): Promise<void> {
    return endSimulation(this.simulation)
  }
}
