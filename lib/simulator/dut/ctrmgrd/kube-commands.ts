import type { Fields } from '../../databases/databases'
import { type DutParts, nodeNameOf } from '../dut-parts'
import { FileSystemError } from '../../file-system/file-system-error'
import { osError } from '../python-text'
import { adminConf, downloadCa, JoinFailure } from './ca-download'
import { CommandRunner } from './command-runner'
import type { CtrmgrdLog } from './ctrmgrd-log'
import { FeatureImages } from './feature-images'
import { hints } from './troubleshooting-hints'
import { writeLabels } from './write-labels'

export interface JoinOutcome {
  readonly ret: number
  readonly out: string
  readonly err: string
}

export interface JoinServer {
  readonly ip: string
  readonly port: string
  readonly insecure: string
}

const lock = '/var/lock/kube_join.lock'
const kubectl = `kubectl --kubeconfig ${adminConf}`

/** SONiC's kube_commands module: join, reset and labels, as the commands that it runs on the device. */
export class KubeCommands {
  readonly #runner: CommandRunner
  readonly images: FeatureImages
  #warned = false

  constructor(
    private readonly parts: DutParts,
    private readonly log: CtrmgrdLog,
    pid: number,
    private readonly signal: AbortSignal,
  ) {
    this.#runner = new CommandRunner(parts, log, pid, signal)
    this.images = new FeatureImages(this.#runner, log)
  }

  /** Resolves when none of its commands runs any more. */
  childless(): Promise<void> {
    return this.#runner.childless()
  }

  async join(server: JoinServer): Promise<JoinOutcome> {
    const { ip, port, insecure } = server
    this.log.command(
      'kube_join_master',
      `join: server:${ip} port:${port} insecure:${insecure} force:False`,
    )
    if (!this.#takeLock('kube_join_master')) return { ret: -1, out: '', err: '' }
    if (await this.#isConnected(ip)) {
      await this.#runner.run('systemctl start kubelet')
      return this.#joined({
        ret: 0,
        out: '',
        err: 'Master {} is already connected. Reset or join with force',
      })
    }
    const outcome = await this.#attemptJoin(server)
    this.#leaveHints(outcome)
    if (outcome.ret !== 0 && this.parts.variant.ctrmgrd === 'verified') await this.#reset(true)
    return this.#joined(outcome)
  }

  #joined(outcome: JoinOutcome): JoinOutcome {
    const { ret, out, err } = outcome
    this.log.command('kube_join_master', `join: ret=${ret} out:${out} err:${err}`)
    return outcome
  }

  async resetMaster(): Promise<void> {
    if (this.#takeLock('kube_reset_master')) await this.#reset(true)
  }

  /** Makes the node's labels equal to these; answers kubectl's exit code. */
  writeLabels(labels: Fields): Promise<number> {
    return writeLabels(this.parts, this.#runner, this.log, labels)
  }

  async #attemptJoin({ ip, port, insecure }: JoinServer): Promise<JoinOutcome> {
    try {
      await downloadCa(
        this.parts,
        this.log,
        { ip, port, insecure: insecure === 'true' },
        this.signal,
        () => this.#firstWarning(),
      )
    } catch (error) {
      if (!(error instanceof JoinFailure)) throw error
      return { ret: -1, out: '', err: `Join failed: ${error.message}` }
    }
    await this.#reset(false)
    await this.#runner.run('modprobe br_netfilter')
    await this.#runner.run('mkdir -p /etc/cni/net.d')
    await this.#runner.run(
      'cp /usr/share/sonic/templates/kube_cni.10-flannel.conflist /etc/cni/net.d',
    )
    const started = await this.#runner.run('systemctl start kubelet')
    if (started.exitCode !== 0) return { ret: started.exitCode, out: '', err: '' }
    const joined = await this.#runner.run(
      `kubeadm join --discovery-file ${adminConf} --node-name ${nodeNameOf(this.parts)}`,
    )
    this.log.command('_do_join', `ret = ${joined.exitCode}`)
    return { ret: joined.exitCode, out: joined.stdout.trim(), err: joined.stderr.trim() }
  }

  /** Drain, delete, `kubeadm reset`; `purge`: kube_admin.conf goes, too. */
  async #reset(purge: boolean): Promise<void> {
    const { machine } = this.parts
    const node = nodeNameOf(this.parts)
    if (machine.fs.exists(adminConf)) {
      await this.#runner.run(`${kubectl} --request-timeout 20s drain ${node} --ignore-daemonsets`)
      await this.#runner.run(`${kubectl} --request-timeout 20s delete node ${node}`)
    }
    await this.#runner.run('kubeadm reset -f')
    await this.#runner.run('rm -rf /etc/cni/net.d')
    if (purge) await this.#runner.run(`rm -f ${adminConf}`)
    await this.#runner.run('systemctl stop kubelet')
  }

  async #isConnected(ip: string): Promise<boolean> {
    const { fs } = this.parts.machine
    if (!fs.exists('/var/lib/kubelet/config.yaml') || !fs.exists(adminConf)) return false
    const host = /server: https:\/\/([^\s:]+)/.exec(fs.readText(adminConf))?.[1]
    if (host !== ip) return false
    if (this.parts.variant.ctrmgrd === 'trusting') return true
    return this.#isReady()
  }

  async #isReady(): Promise<boolean> {
    const node = nodeNameOf(this.parts)
    const { stdout, exitCode } = await this.#runner.run(`${kubectl} get nodes ${node} --no-headers`)
    const isReady = exitCode === 0 && stdout.split(/\s+/)[1]?.toLowerCase() === 'ready'
    const found =
      exitCode !== 0
        ? 'Failed to get node from Kube cluster'
        : isReady
          ? `Node ${node} is ready.`
          : `Node ${node} is not ready. Out: ${stdout.trim()}`
    this.log.command('is_ready_as_k8s_node', found)
    return isReady
  }

  #takeLock(caller: string): boolean {
    try {
      this.parts.machine.fs.writeText(lock, '')
    } catch (error) {
      if (!(error instanceof FileSystemError)) throw error
      this.log.error('_take_lock', `Lock ${lock} failed: ${osError(error)}`)
      this.log.error(caller, `Lock ${lock} is active; Bail out`)
      return false
    }
    this.log.command('_take_lock', `Lock taken ${lock}`)
    return true
  }

  // Errors go to the log without the function's name; the hint comes even after a success.
  #leaveHints(outcome: JoinOutcome): void {
    const file = `/tmp/tmp${this.parts.random.of('mktemp').text(8, 'abcdefghijklmnopqrstuvwxyz0123456789_')}kube_hints_`
    this.parts.machine.fs.writeText(file, hints, { mode: 0o600 })
    this.log.error('_troubleshoot_tips', `Refer file ${file} for troubleshooting tips`)
    if (outcome.ret !== 0) this.log.error('_do_join', outcome.err)
  }

  #firstWarning(): boolean {
    const first = !this.#warned
    this.#warned = true
    return first
  }
}
