import { CertManager } from '../../cluster/cert-manager'
import { correctKubeletCaFile } from '../../cluster/kubelet-config'
import { type KubernetesVersion, parseKubernetesVersion } from '../../cluster/kubernetes-version'
import { type MinikubeCluster } from '../../cluster/minikube-cluster'
import { MinikubeManager } from '../../cluster/minikube-manager'
import { recordApiUndo } from '../../cluster/api-undo'
import { dutReportsConnected } from '../../dut/dut-conditions'
import { type DutFacts } from '../../dut/dut-facts'
import { type ApiServer, DutKubeConfig } from '../../dut/dut-kube-config'
import { Host } from '../../host/host'
import { apiServerReady, configMapPublished, nodeAbsent, nodeReady } from '../../kube/conditions'
import { KubeClient } from '../../kube/kube-client'
import { isReady } from '../../kube/node-state'
import { ensureTestDaemonSet } from '../../kube/test-daemonset'
import { type Placement } from '../../kube/templates/of-the-run'
import { TemplateCatalogue } from '../../kube/templates/template-catalogue'
import { TEST_DAEMON_SET } from '../../kube/templates/test-daemonset'
import { BadInput } from '../../testbed/bad-input'
import { type MachineSpec, type Testbed } from '../../testbed/testbed'
import { type Condition } from '../../wait/condition'
import { type Milliseconds, minutes } from '../../wait/duration'
import { waitFor } from '../../wait/wait-for'
import { FirstFailure } from './blocked'
import { insistOnFitness, insistOnKubernetes } from './dut-fitness'
import { markerSet } from '../on-machine/incumbent-marker.sh'
import { Journal } from '../journal/journal'
import { receiptOf } from '../receipt/receipt.sh'
import { type RunId } from '../run-id'

/** A join takes 14 to 25 s, or 45 to 55 s when its first attempt is lost; slow switches take 70 s (real-lab.md). */
export const JOIN_DEADLINE = minutes(3)

/**
 * One DUT of the testbed with the vmhost, for one run. Brings them from *bare* to *clustered* (a cluster runs) and
 * *joined* (the DUT is one of its Ready nodes). Levels are observed, not remembered: reaching one that holds changes
 * nothing. All that is changed on a machine is in that machine's journal, for `tearDown` to undo. The run holds the
 * machines' leases: see `beginRun`.
 */
export class Session {
  readonly dut: DutKubeConfig
  readonly templates: TemplateCatalogue
  readonly #minikube: MinikubeManager
  readonly #clustered = new FirstFailure()
  readonly #joined = new FirstFailure()
  #facts: Promise<DutFacts> | undefined
  #cluster: { minikube: MinikubeCluster; kube: KubeClient } | undefined
  #prepared = false

  private constructor(
    readonly testbed: Testbed,
    readonly run: RunId,
    readonly vmhost: Host,
    dut: Host,
    private readonly dutSpec: MachineSpec,
    private readonly interruption: { signal?: AbortSignal },
  ) {
    this.dut = new DutKubeConfig(dut, dutSpec.address)
    this.templates = new TemplateCatalogue(testbed.templates)
    this.#minikube = new MinikubeManager(vmhost, testbed)
  }

  /**
   * Connects to the vmhost and to the DUT at index `dut` of the testbed file. Changes nothing. Aborting `signal` ends
   * the waits of `reach`.
   */
  static async open(
    testbed: Testbed,
    run: RunId,
    { dut: index = 0, ...interruption }: { dut?: number; signal?: AbortSignal } = {},
  ): Promise<Session> {
    const spec = testbed.duts[index]
    if (!spec)
      throw new RangeError(`The testbed has ${testbed.duts.length} DUTs, none at ${index}.`)
    const vmhost = new Host(testbed.vmhost, testbed)
    const dut = new Host(spec, testbed)
    try {
      await Promise.all([vmhost.connect(), dut.connect()])
    } catch (error) {
      await Promise.all([vmhost.close(), dut.close()])
      throw error
    }
    return new Session(testbed, run, vmhost, dut, spec, interruption)
  }

  /** The API server as the DUT is told of it. */
  get apiServer(): ApiServer {
    return { address: this.testbed.vmhost.address, port: this.testbed.cluster.apiPort }
  }

  get kubernetes(): KubernetesVersion {
    return parseKubernetesVersion(this.testbed.cluster.kubernetes)!
  }

  /** The DUT's management address, under which its node shall be registered. */
  get dutAddress(): string {
    return this.dutSpec.address
  }

  /** The cluster's API. Throws when the session has not reached *clustered*. */
  get kube(): KubeClient {
    return this.#reached().kube
  }

  get cluster(): MinikubeCluster {
    return this.#reached().minikube
  }

  /** The DUT's node: its hostname in lower case, as ctrmgrd registers it. */
  async nodeName(): Promise<string> {
    return (await this.facts()).hostname.toLowerCase()
  }

  /** The DUT as it was when this session first looked. */
  facts(): Promise<DutFacts> {
    this.#facts ??= this.dut.facts()
    return this.#facts
  }

  /** Whose the run's objects in the cluster are, and the only nodes that they may come to. */
  async placement(): Promise<Placement> {
    const named = this.testbed.duts.map(({ name }) => name.toLowerCase())
    return { run: this.run, nodes: [...new Set([await this.nodeName(), ...named])] }
  }

  /**
   * Brings the testbed to a level. Throws `CapabilityMissing` (skip), `BadInput` (the testbed file or the machines do not
   * fit), or what went wrong; once it went wrong, `BlockedError` naming the first failure.
   */
  async reach(level: 'clustered' | 'prepared' | 'joined'): Promise<void> {
    await this.#clustered.guard(() => this.#reachClustered())
    if (level === 'clustered') return
    await this.#joined.guard(async () => {
      await this.#prepareDut()
      if (level === 'joined') await this.#reachJoined()
    })
  }

  /**
   * Makes sure that the DUT is no node and is not on its way to become one, whatever was before: a join that is running
   * is waited for, as ctrmgrd does nothing else meanwhile. Nothing happens where that holds.
   */
  async disjoin(): Promise<void> {
    const name = await this.nodeName()
    if (!(await this.dut.isAskedToJoin()) && !(await this.kube.nodeExists(name))) return
    await this.dut.requestDisjoin()
    await this.#wait(nodeAbsent(this.kube, name), JOIN_DEADLINE)
    await this.#wait(dutReportsConnected(this.dut, false), minutes(1))
  }

  /** Ends the connections. The machines stay as they are: `tearDown` puts them back. */
  async close(): Promise<void> {
    await this.#cluster?.kube.close()
    await Promise.all([this.vmhost.close(), this.dut.host.close()])
  }

  #reached(): { minikube: MinikubeCluster; kube: KubeClient } {
    if (!this.#cluster)
      throw new Error('There is no cluster yet: the scenario needs the tag @clustered or @joined.')
    return this.#cluster
  }

  async #reachClustered(): Promise<void> {
    if (this.#cluster) return this.#insistOnApi(this.#cluster.kube)
    const facts = await this.facts()
    insistOnKubernetes(facts)
    insistOnFitness(facts, this.testbed, this.dutSpec)
    this.#insistOnGoingOn()
    await this.#openJournals()
    const minikube = await this.#minikube.provide(this.run)
    const kube = KubeClient.connect(await minikube.access())
    await this.#insistOnApi(kube)
    await this.#insistOnVersion(kube)
    await this.#wait(configMapPublished(kube, 'default', 'kube-root-ca.crt'), minutes(1))
    if (minikube.outlivesRun)
      await recordApiUndo(this.vmhost, this.testbed, this.run, this.kubernetes)
    await correctKubeletCaFile(kube, this.kubernetes)
    this.#cluster = { minikube, kube }
  }

  async #openJournals(): Promise<void> {
    const open = (host: Host): Promise<void> =>
      new Journal(this.run).open(host, receiptOf(this.testbed, host.spec))
    await Promise.all([this.vmhost, this.dut.host].map(open))
    await this.vmhost.change(markerSet)
  }

  async #insistOnApi(kube: KubeClient): Promise<void> {
    await this.#wait(apiServerReady(kube), minutes(2))
  }

  async #insistOnVersion(kube: KubeClient): Promise<void> {
    const wanted = this.testbed.cluster.kubernetes
    const found = await kube.version()
    if (found !== wanted)
      throw new BadInput(
        `cluster.kubernetes is ${wanted}, the cluster "${this.testbed.cluster.profile}" on the vmhost runs ${found}.\n  Next: correct the field, or take that cluster down (npx kubesonic restore).`,
      )
  }

  async #prepareDut(): Promise<void> {
    if (this.#prepared) return
    this.#insistOnGoingOn()
    const daemonSet = {
      ...(await this.placement()),
      image: this.testbed.images.pause,
      template: this.templates.get(TEST_DAEMON_SET),
    }
    await Promise.all([this.#configureDut(), ensureTestDaemonSet(this.kube, daemonSet)])
    this.#prepared = true
  }

  async #configureDut(): Promise<void> {
    const facts = await this.facts()
    await this.dut.nameApiServer(this.apiServer.address)
    await new CertManager(this.dut.host).install(await this.cluster.certificates())
    await this.dut.pinKubelet(facts)
    await this.dut.recordTraces()
    await this.dut.passBootGate(facts)
  }

  async #reachJoined(): Promise<void> {
    const name = await this.nodeName()
    const found = await this.kube.findNode(name)
    if (found && isReady(found) && (await this.dut.isJoinedTo(this.apiServer))) return
    this.#insistOnGoingOn()
    await this.disjoin()
    await this.dut.requestJoin(this.apiServer)
    const otherThan = found?.metadata?.uid
    await this.#wait(nodeReady(this.kube, name, { otherThan }), JOIN_DEADLINE)
  }

  #wait<T>(condition: Condition<T>, within: Milliseconds): Promise<T> {
    return waitFor(condition, { within, ...this.interruption })
  }

  /** An interrupted run changes nothing more: its teardown may be under way. */
  #insistOnGoingOn(): void {
    this.interruption.signal?.throwIfAborted()
  }
}
