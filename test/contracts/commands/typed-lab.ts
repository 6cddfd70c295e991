import { endsIn, sessionEnvironment } from '../../../lib/simulator/ssh/session-environment'
import type { ExecResult } from '../../../lib/simulator/machine/types'
import { RecordedLab } from '../terminal/recorded-lab'
import type { Exchange } from './exchange'

/** Nobody types a command that is to take longer. */
const patienceMs = 20_000

/** The machines that the commands were typed on: as those of the terminal's recordings, later, with a feature's container. */
export class TypedLab {
  private constructor(private readonly lab: RecordedLab) {}

  static async boot(): Promise<TypedLab> {
    const lab = await RecordedLab.boot(1)
    const { docker } = lab.dut
    const image = docker.images.add(
      {
        tags: ['docker-snmp:latest', 'snmp-base:1'],
        sizeBytes: 317_000_000,
        entrypoint: ['/usr/local/bin/supervisord'],
      },
      docker.now(),
    )
    // Of the two names of the pause image one was left.
    docker.images.remove('k8s.gcr.io/pause:3.5')
    docker.run({ name: 'snmp', image, imageName: 'docker-snmp:latest', networkMode: 'host' })
    return new TypedLab(lab)
  }

  /** Types a line as over SSH, by whom it was typed. */
  async type({
    machine,
    command,
    user,
  }: Pick<Exchange, 'machine' | 'command' | 'user'>): Promise<ExecResult> {
    const from = endsIn(machine === 'dut' ? '10.250.0.101' : '10.250.0.1', 56_524)
    const env = sessionEnvironment(from)
    const signal = AbortSignal.timeout(patienceMs)
    return this.lab.machine(machine).exec(command, { user, env, stdin: '', signal })
  }

  close(): Promise<void> {
    return this.lab.close()
  }
}
