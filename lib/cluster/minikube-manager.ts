import { type Command, root } from '../host/command'
import { CommandError } from '../host/command-error'
import { type Host } from '../host/host'
import { Journal } from '../lifecycle/journal'
import { restore } from '../lifecycle/restore'
import { BadInput } from '../testbed/bad-input'
import { type ClusterSpec, type VmhostSpec } from '../testbed/testbed'
import { type Condition, met, notYet } from '../wait/condition'
import { minutes, seconds } from '../wait/duration'
import { waitFor } from '../wait/wait-for'
import { MinikubeCluster } from './minikube-cluster'
import { provideMinikube } from './minikube-binary'
import { causeOfMinikubeFailure } from './minikube-exit-codes'
import { undoOfStart, keepBeforeStart } from './minikube-undo'
import { profileFlag } from './profile'
import { environmentOf } from './proxy-environment'
import { vmhostComplaint } from './vmhost-complaint'
import { type VmhostFacts, vmhostFacts } from './vmhost-facts'

/** Brings the minikube cluster of the testbed file up on the vmhost, and finds it when it is up. */
export class MinikubeManager {
  constructor(
    private readonly vmhost: Host,
    private readonly spec: { vmhost: VmhostSpec; cluster: ClusterSpec },
  ) {}

  /**
   * Whatever would make `provide` fail, found before anything is changed.
   * Throws `BadInput` naming the field of the testbed file and the fix.
   */
  async probe(run?: string): Promise<VmhostFacts> {
    const facts = await vmhostFacts(this.vmhost, this.spec.cluster)
    const complaint = vmhostComplaint(facts, this.spec.cluster, run)
    if (complaint) throw new BadInput(complaint)
    return facts
  }

  /**
   * The cluster of the testbed file: the existing one it names, one that was kept, one that another worker of this run
   * has started or is starting, or a new one. Throws `BadInput` as `probe` does.
   */
  async provide(run: string): Promise<MinikubeCluster> {
    const facts = await this.probe(run)
    if (facts.profileContainer !== '') return this.#cluster()
    if (await this.#isFirstBuilder(run)) return this.#build(run, facts)
    return waitFor(this.#builtByAnotherWorker(run), { within: minutes(20) })
  }

  /** Starts a cluster of our own (about 35 s on a real vmhost, minutes with downloads). Throws a `CommandError` whose first line is minikube's own cause. */
  async #start(facts: VmhostFacts): Promise<MinikubeCluster> {
    const minikube = await provideMinikube(this.vmhost, this.spec, facts.architecture)
    if (facts.protectedRegular !== '' && facts.protectedRegular !== '0') await this.#openLockFiles()
    try {
      await this.vmhost.change({
        what: `minikube cluster ${this.spec.cluster.profile}`,
        keep: keepBeforeStart(this.spec.cluster),
        undo: undoOfStart(minikube, this.spec.cluster),
        do: this.#startCommand(minikube),
        within: minutes(12),
      })
    } catch (error) {
      throw error instanceof CommandError ? causeOfMinikubeFailure(error) : error
    }
    return this.#cluster()
  }

  /** A cluster that is to outlive the run is recorded in a journal of its own, which the run's teardown leaves alone. */
  async #build(run: string, facts: VmhostFacts): Promise<MinikubeCluster> {
    if (this.spec.cluster.lifetime === 'run') return this.#start(facts)
    const ofRun = this.vmhost.journal
    const ofCluster = new Journal(`${run}-cluster`)
    await ofCluster.open(this.vmhost)
    try {
      const cluster = await this.#start(facts)
      await ofCluster.keep(this.vmhost)
      return cluster
    } catch (error) {
      await restore(this.vmhost, ofCluster.run)
      throw error
    } finally {
      this.vmhost.journal = ofRun
    }
  }

  #cluster(): MinikubeCluster {
    return new MinikubeCluster(this.vmhost, this.spec)
  }

  #startCommand(minikube: string): Command {
    const { cluster, vmhost } = this.spec
    return root`
      ${environmentOf(vmhost.proxy, [vmhost.address, '192.168.49.0/24', '10.96.0.0/12', '127.0.0.1'])}
      ${minikube} start ${profileFlag(cluster)} --driver=docker --force \
        --kubernetes-version=${cluster.kubernetes} \
        --listen-address=0.0.0.0 --apiserver-port=${cluster.apiPort} --ports=${cluster.apiPort}:${cluster.apiPort} \
        --apiserver-ips=${vmhost.address} \
        --extra-config=kubeadm.skip-phases=addon/kube-proxy,addon/coredns --install-addons=false`
  }

  /**
   * minikube's lock files in the sticky /tmp cannot be opened, even by root, when another user made them
   * (minikube issues 6391, 7053): only then is fs.protected_regular in the way.
   */
  async #openLockFiles(): Promise<void> {
    const { stdout } = await this.vmhost.run(
      root`find /tmp -maxdepth 1 -name 'juju-mk*' ! -user root | head -n 1`,
    )
    if (stdout.trim() === '') return
    await this.vmhost.change({
      what: 'fs.protected_regular for minikube lock files of other users',
      keep: root`cat /proc/sys/fs/protected_regular > "$ENTRY.value"`,
      undo: root`sysctl -qw "fs.protected_regular=$(cat "$ENTRY.value")"`,
      do: root`sysctl -qw fs.protected_regular=0`,
    })
  }

  /** One worker builds; `mkdir` decides which. The directory goes with the run's journal. */
  async #isFirstBuilder(run: string): Promise<boolean> {
    const { exitCode } = await this.vmhost.attempt(
      root`mkdir /var/lib/kubesonic/${run}/building 2>/dev/null`,
    )
    return exitCode === 0
  }

  #builtByAnotherWorker(run: string): Condition<MinikubeCluster> {
    return {
      description: `another worker to start the minikube cluster ${this.spec.cluster.profile}`,
      hint: 'read how the scenarios of the other worker failed',
      everyMs: seconds(1),
      check: async () => {
        const facts = await vmhostFacts(this.vmhost, this.spec.cluster)
        if (facts.profileContainer === 'running' && facts.profileOwner === run)
          return met(this.#cluster())
        return notYet(facts.profileContainer || 'no container of that name')
      },
    }
  }
}
