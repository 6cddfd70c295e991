import { type Command, root } from '../host/command'
import { CommandError } from '../host/command-error'
import { type Host } from '../host/host'
import { kubeletTraces } from '../kubelet/kubelet-traces'
import { Journal } from '../lifecycle/journal/journal'
import { openToOthers } from '../lifecycle/lease/lease'
import { onceInRun } from '../lifecycle/journal/once-in-run'
import { receiptOfCluster } from '../lifecycle/receipt/receipt.sh'
import { restore } from '../lifecycle/restore/restore'
import { clusterRun } from '../lifecycle/run-id'
import { BadInput } from '../testbed/bad-input'
import { type ClusterSpec, type VmhostSpec } from '../testbed/testbed'
import { minutes } from '../wait/duration'
import { lockFilesOpened } from './lock-files'
import { MinikubeCluster } from './minikube-cluster'
import { provideMinikube } from './minikube-binary'
import { causeOfMinikubeFailure } from './minikube-exit-codes'
import { keepBeforeStart, noteAfterStart, undoOfStart } from './minikube-undo'
import { profileFlag, startOf } from './profile'
import { clusterAddresses, environmentOf } from './proxy-environment'
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
   * The cluster of the testbed file: the existing one it names, one of ours that runs already, or a new one, started by
   * the first worker of the run that comes. Throws `BadInput` as `probe` does.
   */
  async provide(run: string): Promise<MinikubeCluster> {
    const facts = await this.probe(run)
    const { existing, lifetime, minikube } = this.spec.cluster
    if (existing && minikube.path === null) await this.#provideKubectl(run, facts)
    if (!existing && !facts.profileReady) {
      const deed = (): Promise<void> => this.#build(run, facts)
      await onceInRun(this.vmhost, run, { name: 'cluster', within: minutes(20), deed })
    }
    const startedByRun = ['', clusterRun(run)].includes(facts.profileOwner)
    const outlivesRun = existing || lifetime === 'keep' || !startedByRun
    return new MinikubeCluster(this.vmhost, this.spec, outlivesRun)
  }

  /** Starts a cluster of our own (about 35 s on a real vmhost, minutes with downloads). Throws a `CommandError` whose first line is minikube's own cause. */
  async #start(facts: VmhostFacts): Promise<void> {
    const minikube = await provideMinikube(this.vmhost, this.spec, facts.architecture)
    if (facts.protectedRegular !== '' && facts.protectedRegular !== '0') await this.#openLockFiles()
    await this.vmhost.change(
      kubeletTraces(root`docker container inspect ${this.spec.cluster.profile} > /dev/null 2>&1`),
    )
    try {
      await this.vmhost.change({
        what: startOf(this.spec.cluster.profile),
        keep: keepBeforeStart,
        undo: undoOfStart(minikube, this.spec.cluster),
        do: this.#startCommand(minikube),
        within: minutes(12),
      })
    } catch (error) {
      throw error instanceof CommandError ? causeOfMinikubeFailure(error) : error
    }
  }

  /** In somebody else's cluster, what we change through the API is undone with minikube's kubectl. */
  async #provideKubectl(run: string, { architecture }: VmhostFacts): Promise<void> {
    const deed = async (): Promise<void> =>
      void (await provideMinikube(this.vmhost, this.spec, architecture))
    await onceInRun(this.vmhost, run, { name: 'minikube', within: minutes(6), deed })
  }

  /**
   * A cluster has a journal of its own, as other runs may use it once it is up, and may be keeping it when this one ends:
   * the last to go takes it down, unless it is to be kept.
   */
  async #build(run: string, facts: VmhostFacts): Promise<void> {
    const { lifetime, profile } = this.spec.cluster
    const ofRun = this.vmhost.journal
    const ofCluster = Journal.ofCluster(run)
    await ofCluster.open(this.vmhost, receiptOfCluster(this.spec.cluster))
    try {
      await this.#start(facts)
      if (lifetime === 'keep') await ofCluster.keep(this.vmhost)
      await this.vmhost.run(openToOthers(run, ofCluster.run, profile))
    } catch (error) {
      await restore(this.vmhost, ofCluster.run)
      throw error
    } finally {
      this.vmhost.journal = ofRun
    }
  }

  #startCommand(minikube: string): Command {
    const { cluster, vmhost } = this.spec
    return root`
      ${environmentOf(vmhost.proxy, clusterAddresses(vmhost))}
      code=0
      ${minikube} start ${profileFlag(cluster)} --driver=docker --force \
        --kubernetes-version=${cluster.kubernetes} \
        --listen-address=0.0.0.0 --apiserver-port=${cluster.apiPort} --ports=${cluster.apiPort}:${cluster.apiPort} \
        --apiserver-ips=${vmhost.address} \
        --extra-config=kubeadm.skip-phases=addon/kube-proxy,addon/coredns --install-addons=false || code=$?
      ${noteAfterStart}
      exit "$code"`
  }

  async #openLockFiles(): Promise<void> {
    const { stdout } = await this.vmhost.run(
      root`find /tmp -maxdepth 1 -name 'juju-mk*' ! -user root | head -n 1`,
    )
    if (stdout.trim() === '') return
    await this.vmhost.change(lockFilesOpened)
  }
}
