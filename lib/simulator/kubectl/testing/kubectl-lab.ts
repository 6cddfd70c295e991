import assert from 'node:assert/strict'
import { SimulatedClock } from '../../time/clock'
import { kubeconfigText } from '../../kubernetes/credentials/admin-kubeconfig'
import type { SimulatedCluster } from '../../kubernetes/cluster'
import { recordedCluster } from '../../kubernetes/testing/recorded-cluster'
import { Machine } from '../../machine/machine'
import { SimulatedNetwork } from '../../network/simulated-network'
import { SeededRandom } from '../../chance/seeded-random'
import { kubectlCommand } from '../kubectl'

export interface Expected {
  readonly stdout?: string | RegExp
  readonly stderr?: string | RegExp
  readonly exitCode?: number
}

const someone = {
  name: 'someone',
  uid: 1000,
  gid: 1000,
  home: '/home/someone',
  groups: [],
  sudo: 'none',
} as const

/** For tests: a machine with kubectl, whose root is an administrator of a cluster at 10.250.0.1. */
export class KubectlLab {
  static async start(kubernetes = 'v1.22.2'): Promise<KubectlLab> {
    const clock = new SimulatedClock(0)
    const random = new SeededRandom(3)
    const network = new SimulatedNetwork()
    const machine = new Machine({ hostname: 'vmhost', users: [someone], clock, random })
    machine.install(kubectlCommand(network, { version: kubernetes }))
    const cluster = recordedCluster(clock, random, { kubernetes })
    network.addHost('10.250.0.1')
    network.serve('10.250.0.1', 6443, await cluster.start({ host: '127.0.0.1', port: 0 }))
    const lab = new KubectlLab(machine, cluster, network)
    const own = lab.kubeconfig('https://10.250.0.1:6443')
    machine.fs.writeText('/root/.kube/config', own, { mode: 0o600 })
    return lab
  }

  private constructor(
    readonly machine: Machine,
    readonly cluster: SimulatedCluster,
    readonly network: SimulatedNetwork,
  ) {}

  kubeconfig(server: string): string {
    return kubeconfigText('lab', server, this.cluster.pki)
  }

  /** Types `kubectl ARGS` and insists on its answer; what is not said of stderr is nothing. */
  async kubectl(args: string, expected: Expected, user = 'root'): Promise<void> {
    const result = await this.machine.exec(`kubectl ${args}`, { user })
    const told = `kubectl ${args}\n${result.stdout}${result.stderr}`
    assert.equal(result.exitCode, expected.exitCode ?? 0, told)
    for (const stream of ['stdout', 'stderr'] as const) {
      const wanted = expected[stream] ?? (stream === 'stderr' ? '' : undefined)
      if (typeof wanted === 'string') assert.equal(result[stream], wanted, told)
      else if (wanted) assert.match(result[stream], wanted)
    }
  }

  close(): Promise<void> {
    return this.cluster.close()
  }
}
