import { type Command, root } from '../host/command'
import { type CommandResult, type Host } from '../host/host'
import { timeOn } from '../host/time-on'
import { undoneNow } from '../lifecycle/journal/undone-now'
import { minutes } from '../wait/duration'
import { featureScript, type SidecarFeature, sidecarPaths, sidecarStub } from './sidecar-files'
import { type FileOnDut, filesOnDut, lookAtSidecar, type SidecarLook } from './sidecar-look'
import { sidecarChange, sidecarLetIn } from './sidecar-undo'

/** The actions of k8s_pod_control.sh that end. `stop` restarts, too: no pod is ever stopped by it. */
export type PodControlAction = 'start' | 'stop' | 'restart'

const podControlLog = (since: string): Command =>
  root`journalctl -t 'k8s-podctl#system' --since ${`@${since}`} -o cat --no-pager`

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

  /** All that sidecars of any feature keep on the DUT, as it is now; with none, as it is without. */
  files(): Promise<readonly FileOnDut[]> {
    return filesOnDut(this.dut, sidecarPaths)
  }

  /** Alters the feature's script, as somebody might by hand. The sidecar brings it back in its next cycle. */
  async alterScript(): Promise<void> {
    await this.#act(
      'a line in the script',
      // Each repair restarts the unit, which may start three times in twenty minutes.
      root`systemctl reset-failed ${this.feature}; echo '# altered by hand' >> ${featureScript(this.feature)}`,
    )
  }

  /** One more sync, asked for in the sidecar itself: exit 0 when the DUT is as it should be. */
  syncOnce(sidecar: string): Promise<CommandResult> {
    return this.#act('one more sync', root`docker exec ${sidecar} python3 ${sidecarStub} --once`)
  }

  /**
   * k8s_pod_control.sh on the DUT, as systemd calls it: by the feature's script, which knows where its sidecar has put it.
   * @throws Error when it asked the kubelet for its pods, which does not tell it, and so left all as it was
   */
  async podControl(action: PodControlAction): Promise<CommandResult> {
    const since = await timeOn(this.dut)
    const result = await this.#act(
      `pod control ${action}`,
      root`${featureScript(this.feature)} ${action}`,
    )
    const { stdout } = await this.dut.run(
      root`${podControlLog(since)} | grep -o ${'HTTP 40[13] from kubelet.*'} | tail -n 1`,
    )
    if (stdout.trim() === '') return result
    throw new Error(
      `Pod control did nothing: it asked the kubelet of ${this.dut.name} for its pods, and got ${stdout.trim()}. Sidecars of 2026-03-11 to 2026-03-20 ask so, with the node's own certificate, which may not see them. Next: deploy an earlier or a later sidecar, or let the kubelet authorize whoever is known (authorization.mode: AlwaysAllow).`,
    )
  }

  /** What `k8s_pod_control.sh status` says, whatever it exits with. */
  podStatus(): Promise<CommandResult> {
    return this.dut.attempt(root`${featureScript(this.feature)} status`, { within: minutes(2) })
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
      root`${podControlLog(moment)} | grep -c ${`^Restarted container .*(${this.feature})`} || :`,
    )
    return Number(stdout.trim())
  }

  #act(what: string, deed: ReturnType<typeof root>): Promise<CommandResult> {
    return this.dut.change({
      what: `${this.feature}: ${what}`,
      undo: root`:`,
      do: deed,
      // Pod control that does not get to its pods tries for a minute.
      within: minutes(2),
    })
  }
}
