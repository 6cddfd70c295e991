import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { SimulatedClock } from '../../../lib/simulator/time/clock'
import { kubectlCommand } from '../../../lib/simulator/kubectl/kubectl'
import { Machine } from '../../../lib/simulator/machine/machine'
import { loopbackOf, SimulatedNetwork } from '../../../lib/simulator/network/simulated-network'
import { SeededRandom } from '../../../lib/simulator/chance/seeded-random'
import { kubeconfigOf } from '../kubectl/kubeconfig'
import { type KubectlLab, startLab } from '../kubectl/lab'
import { manifests } from '../kubectl/manifests'
import { type Outcome, run } from '../kubectl/run-step'
import { comparable } from './comparable'

/** Two equal clusters: one is asked by a real kubectl, one by the twin's own, each line by both. */
export class TwoLabs implements AsyncDisposable {
  private constructor(
    private readonly labs: readonly [real: KubectlLab, twin: KubectlLab],
    private readonly kubectl: string,
    private readonly directory: string,
    private readonly machine: Machine,
  ) {}

  /** `kubectl`: the directory of the real one, of that `version`. */
  static async start(kubectl: string, version: string, kubernetes: string): Promise<TwoLabs> {
    const labs = await Promise.all([startLab(kubernetes), startLab(kubernetes)])
    const directory = mkdtempSync(join(tmpdir(), 'kubectl-'))
    const clock = new SimulatedClock(1)
    const machine = new Machine({
      hostname: 'vmhost',
      users: [],
      clock,
      random: new SeededRandom(3),
    })
    const network = new SimulatedNetwork()
    const { port } = labs[1]
    network.serve(loopbackOf('vmhost'), port, { host: '127.0.0.1', port })
    machine.install(kubectlCommand(network, { version }))
    for (const [name, text] of Object.entries(manifests)) {
      writeFileSync(join(directory, name), text)
      machine.fs.writeText(`/root/${name}`, text)
    }
    writeFileSync(join(directory, 'config'), kubeconfigOf(labs[0]), { mode: 0o600 })
    machine.fs.writeText('/root/config', kubeconfigOf(labs[1]), { mode: 0o600 })
    return new TwoLabs(labs, kubectl, directory, machine)
  }

  /** What each of the two gave, with all that differs by nature made equal. */
  async type(line: string): Promise<{ real: string; twin: string }> {
    const [real, twin] = await Promise.all([
      run(line, this.directory, this.kubectl),
      this.machine.exec(line, { env: { KUBECONFIG: '/root/config' } }),
    ])
    const shown = ({ code, stdout, stderr }: Outcome, { port }: KubectlLab): string =>
      comparable(`exit code ${code}\n--- stdout\n${stdout}\n--- stderr\n${stderr}`, port)
    const { exitCode: code, stdout, stderr } = twin
    return {
      real: shown(real, this.labs[0]),
      twin: shown({ code, stdout, stderr }, this.labs[1]),
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.all(this.labs.map((lab) => lab[Symbol.asyncDispose]()))
    rmSync(this.directory, { recursive: true })
  }
}
