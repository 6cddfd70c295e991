import { kubeconfigText } from '../credentials/admin-kubeconfig'
import { kubectlCommand } from '../../kubectl/kubectl'
import { Machine } from '../../machine/machine'
import type { ExecResult } from '../../machine/types'
import { SimulatedNetwork } from '../../network/simulated-network'
import { SeededRandom } from '../../chance/seeded-random'
import type { LabHands } from './lab-hands'

const address = '10.250.0.1'

/** The vmhost of the lab, as far as `minikube kubectl -- …` needs it. */
export class LabTerminal {
  readonly #machine: Machine

  constructor({ lab, clock }: LabHands) {
    const network = new SimulatedNetwork()
    network.addHost(address)
    network.serve(address, 6443, { host: '127.0.0.1', port: lab.port })
    const kubectl = kubectlCommand(network, { version: 'v1.20.2' })
    const random = new SeededRandom(1)
    this.#machine = new Machine({ hostname: 'vmhost', users: [], clock, random })
    this.#machine.install({
      name: 'minikube',
      run: (args, context) => kubectl.run(args.slice(args.indexOf('--') + 1), context),
    })
    const kubeconfig = kubeconfigText('lab', `https://${address}:6443`, lab.cluster.pki)
    this.#machine.fs.writeText('/root/.kube/config', kubeconfig, { mode: 0o600 })
  }

  /** Types a line as root. */
  type(line: string): Promise<ExecResult> {
    return this.#machine.exec(line)
  }
}
