import { root } from '../host/command'
import { type CommandResult, type Host } from '../host/host'
import { undoneNow } from '../lifecycle/undone-now'
import { minutes, seconds } from '../wait/duration'
import { podControl, sidecarFiles, type SidecarFeature } from './sidecar-files'
import { lookAtSidecar, type SidecarLook } from './sidecar-look'
import { sidecarChange, sidecarLetIn } from './sidecar-undo'

/** The actions of k8s_pod_control.sh that end. `stop` restarts, too: no pod is ever stopped by it. */
export type PodControlAction = 'start' | 'stop' | 'restart'

/** A SONiC sidecar and what it does to the DUT. */
export class Sidecar {
  constructor(
    readonly dut: Host,
    readonly feature: SidecarFeature,
  ) {}

  /** To be called before its DaemonSet is made: the DUT gets to know how to put back all that a sidecar changes. */
  async letIn(): Promise<void> {
    await this.dut.change(sidecarLetIn(this.feature))
  }

  /** What its undo would do at the end of the run, now. Its DaemonSet must be gone. */
  async putBack(): Promise<void> {
    await this.dut.change(undoneNow(sidecarChange(this.feature), minutes(2)))
  }

  /** Changes nothing. */
  look(): Promise<SidecarLook> {
    return lookAtSidecar(this.dut, this.feature)
  }

  /** SHA-256 of /bin/container_checker, which features share; empty where there is none. */
  async checkerSum(): Promise<string> {
    const { stdout } = await this.dut.attempt(root`sha256sum < /bin/container_checker`)
    return stdout.split(' ')[0]?.trim() ?? ''
  }

  /** Alters the feature's script, as somebody might by hand. The sidecar brings it back in its next cycle. */
  async alterScript(): Promise<void> {
    const [script] = sidecarFiles[this.feature]
    await this.#act(
      'a line in the script',
      // Each repair restarts the unit, which may start three times in twenty minutes.
      root`systemctl reset-failed ${this.feature}; echo '# altered by hand' >> ${script?.path ?? ''}`,
    )
  }

  /** One more sync, asked for in the sidecar itself: exit 0 when the DUT is as it should be. */
  syncOnce(sidecar: string): Promise<CommandResult> {
    return this.#act(
      'one more sync',
      root`docker exec ${sidecar} python3 /usr/bin/systemd_stub.py --once`,
    )
  }

  /** k8s_pod_control.sh on the DUT. */
  podControl(action: PodControlAction): Promise<CommandResult> {
    return this.#act(
      `pod control ${action}`,
      root`${podControl(this.feature)} ${this.feature} ${action}`,
    )
  }

  /** What `k8s_pod_control.sh status` says, whatever it exits with. */
  podStatus(): Promise<CommandResult> {
    return this.dut.attempt(root`${podControl(this.feature)} ${this.feature} status`, {
      within: seconds(30),
    })
  }

  /** `systemctl restart`, as a person does it; it may be started again as often as wanted before. */
  restartUnit(): Promise<CommandResult> {
    return this.#act(
      'restart of the unit',
      root`systemctl reset-failed ${this.feature}; systemctl restart ${this.feature}`,
    )
  }

  /** How often pod control has restarted the feature's container since then, by its own log. */
  async restartsSince(moment: string): Promise<number> {
    const { stdout } = await this.dut.run(
      root`journalctl -t 'k8s-podctl#system' --since ${`@${moment}`} -o cat --no-pager | grep -c ${`^Restarted container .*(${this.feature})`} || :`,
    )
    return Number(stdout.trim())
  }

  #act(what: string, deed: ReturnType<typeof root>): Promise<CommandResult> {
    return this.dut.change({
      what: `${this.feature}: ${what}`,
      undo: root`:`,
      do: deed,
      within: minutes(1),
    })
  }
}
