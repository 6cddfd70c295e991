import { World } from '@cucumber/cucumber'
import { type DutKubeConfig } from '../lib/dut/dut-kube-config'
import { type CommandResult } from '../lib/host/host'
import { type KubeClient } from '../lib/kube/kube-client'
import { type PodQuery } from '../lib/kube/api/queries'
import { type ImagePulls } from '../lib/lifecycle/session/image-pulls'
import { type Session } from '../lib/lifecycle/session/session'
import { UndoStack } from '../lib/lifecycle/undo-stack'
import { type Condition } from '../lib/wait/condition'
import { minutes, type Milliseconds } from '../lib/wait/duration'
import { type FaultRequest } from './coordinator/fault-switch'
import { Interrupted, interruption } from './interruption'
import { library, live } from './library'

/** The machines' own journals do the rest at the end of the run, or have done it. */
const isSettled = (error: unknown): boolean =>
  interruption.lost.aborted || error instanceof Interrupted || error instanceof library().NotArmed

const pullsOfSession = new WeakMap<Session, ImagePulls>()

/** What the steps of one scenario share: the testbed's session, waits that a signal can end, and the undo stack. */
export class KubesonicWorld extends World {
  /** What this scenario did through the API; taken back, last first, after its evidence was gathered. */
  readonly undo = new UndoStack(isSettled)
  /** The faults that this scenario has switched on: they end first, as they would stand in the way of the undo. */
  readonly faults = new UndoStack()
  /** The uid of the node each time a step found it Ready: a new join makes a new node. */
  readonly nodesSeen: string[] = []
  /** Where ctrmgrd's log ended when a step began to ask something of it. */
  ctrmgrdSince = ''
  #session: Session | undefined

  /** Throws before the first `reach`, which connects. */
  get session(): Session {
    if (!this.#session)
      throw new Error(
        'The testbed is not connected yet: start with "Given a minikube cluster on the vmhost".',
      )
    return this.#session
  }

  /** Undefined before the first `reach`. */
  get sessionIfConnected(): Session | undefined {
    return this.#session
  }

  get kube(): KubeClient {
    return this.session.kube
  }

  get dut(): DutKubeConfig {
    return this.session.dut
  }

  /** The DUT's node. */
  node(): Promise<string> {
    return this.session.nodeName()
  }

  /** Brings the testbed to a level; nothing happens where it holds already. */
  async reach(level: Parameters<Session['reach']>[0]): Promise<void> {
    this.#session = await live().workerSession()
    await this.#session.reach(level)
  }

  /** Waits for a condition; Ctrl-C ends the wait. */
  wait<T>(condition: Condition<T>, within: Milliseconds): Promise<T> {
    return library().waitFor(condition, { within, signal: interruption.signal })
  }

  /** Insists that a condition stays true for a while. */
  stays<T>(condition: Condition<T>, duration: Milliseconds): Promise<T> {
    return library().staysTrue(condition, { for: duration, signal: interruption.signal })
  }

  /** What a command on the runner is told of the testbed. */
  async surroundings(): Promise<Readonly<Record<string, string>>> {
    const { testbed, dutAddress } = this.session
    const { name } = this.dut.host
    return {
      KUBESONIC_TESTBED: testbed.file,
      KUBESONIC_DUT: name,
      KUBESONIC_DUT_ADDRESS: dutAddress,
      KUBESONIC_NODE: await this.node(),
    }
  }

  /** The DUT and the testbed's registry; one for all scenarios of a worker. Throws `CapabilityMissing` where there is none. */
  get pulls(): ImagePulls {
    const known = pullsOfSession.get(this.session)
    if (known) return known
    const pulls = new (library().ImagePulls)(this.session)
    pullsOfSession.set(this.session, pulls)
    return pulls
  }

  /** The pods of the test DaemonSet on the DUT's node. */
  async testPods(): Promise<PodQuery> {
    return { labels: library().TEST_POD_LABELS, node: await this.node() }
  }

  /** Labels the node until the end of the scenario. */
  async labelNode(key: string, value: string): Promise<void> {
    const [kube, node] = [this.kube, await this.node()]
    this.undo.add(`label ${key} on node ${node}`, () => this.#removeLabel(kube, node, key))
    await kube.labelNode(node, key, value)
  }

  /** Breaks the simulated testbed until the end of the scenario, or for that much wall time. */
  async fault(request: FaultRequest, lasting?: Milliseconds): Promise<void> {
    const { simulator } = this.session.testbed
    if (!simulator) throw new Error('Faults need a simulated testbed: tag the scenario @simulated.')
    const end = await live().switchFaultOn(simulator.control, request, lasting)
    this.faults.add(`fault ${request.name}`, end)
  }

  /** kubectl as a person types it on the vmhost. */
  kubectl(...args: readonly string[]): Promise<CommandResult> {
    return this.session.cluster.kubectl(...args)
  }

  /** Makes sure that the DUT is no node and is not on its way to become one, whatever an earlier scenario left. */
  async disjoinIfJoined(): Promise<void> {
    await this.session.disjoin()
  }

  async #removeLabel(kube: KubeClient, node: string, key: string): Promise<void> {
    if (!(await kube.nodeExists(node))) return
    await kube.unlabelNode(node, key)
    // One that never ran, as its image did not come, goes only with the kubelet's next collection of garbage.
    await this.wait(library().noPods(kube, await this.testPods()), minutes(2))
  }
}
