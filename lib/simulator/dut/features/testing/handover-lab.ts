import type { SimulatedCluster } from '../../../kubernetes/cluster'
import { isReady } from '../../../kubernetes/controllers/availability'
import { Kubelet } from '../../../kubernetes/kubelet/kubelet'
import type { Node, Pod } from '../../../kubernetes/objects'
import { daemonsets } from '../../../kubernetes/resources/daemonsets'
import { nodes } from '../../../kubernetes/resources/nodes'
import { pods } from '../../../kubernetes/resources/pods'
import { HttpsClient } from '../../../kubernetes/testing/https-client'
import { recordedCluster, recordedNode } from '../../../kubernetes/testing/recorded-cluster'
import { TypicalRandom } from '../../../kubernetes/testing/typical-random'
import type { ExecResult } from '../../../machine/types'
import { SimulatedNetwork } from '../../../network/simulated-network'
import { decorate } from '../../../seams/decorate'
import { decorateCommand } from '../../../seams/decorate-command'
import type { Fields } from '../../../databases/databases'
import { Dut } from '../../dut'
import { featureImage } from '../../images/feature-image'
import { HandoverClock } from './handover-clock'
import { featureSet, type FeatureSet } from './feature-set'
import { joinedBefore } from './joined-before'

export const registry = '10.251.0.1:5000'

/** The recorded lab with SNMP as its one feature, joined, and the hands of who hands it over; time is virtual. */
export class HandoverLab implements AsyncDisposable {
  #begun = 0

  private constructor(
    readonly clock: HandoverClock,
    readonly cluster: SimulatedCluster,
    readonly dut: Dut,
    private readonly kubelet: Kubelet,
    private readonly admin: HttpsClient,
  ) {}

  /** `chance`: where in their ranges durations fall, from 0 to 1. */
  static async begin(chance = 0.5): Promise<HandoverLab> {
    const clock = new HandoverClock()
    const random = new TypicalRandom(chance)
    const network = new SimulatedNetwork()
    const cluster = recordedCluster(clock, random)
    const { port } = await cluster.start({ host: '127.0.0.1', port: 0 })
    network.serve('10.250.0.1', 6443, { host: '127.0.0.1', port })
    const dut = new Dut({
      hostname: 'vlab-01',
      address: '10.250.0.101',
      variant: 'recorded-lab',
      features: ['snmp'],
      clock,
      random,
      network,
      startAgent: () => () => Promise.resolve({ stop: () => undefined }),
    })
    furnish(dut)
    dut.ctrmgrd.quicker = 'ctrmgrd'
    const kubelet = new Kubelet({
      node: recordedNode,
      access: cluster.kubeletAccess(),
      runtime: dut.docker,
      clock,
      random,
      log: () => undefined,
    })
    const { ca, apiserver } = cluster.pki
    const admin = new HttpsClient(port, ca.certificate, apiserver)
    const lab = new HandoverLab(clock, cluster, dut, kubelet, admin)
    lab.#watchCommands()
    await joinedBefore(lab, kubelet)
    return lab
  }

  /** From now on `at` counts; the device has the time in the file that the recorded commands read. */
  beginWatching(): void {
    this.#begun = this.clock.now()
    this.dut.machine.fs.writeText('/tmp/s1', (this.#begun / 1000).toFixed(3))
  }

  /** Seconds since then. */
  get seconds(): number {
    return (this.clock.now() - this.#begun) / 1000
  }

  async at(seconds: number): Promise<void> {
    await this.clock.pass(Math.max(0, seconds - this.seconds))
  }

  until(what: string, holds: () => boolean): Promise<void> {
    return this.clock.until(what, holds)
  }

  /** What the API server answers an admin. */
  async ask(path: string): Promise<unknown> {
    const { body } = await this.admin.ask('GET', path, { accept: 'application/json' })
    return body
  }

  /** Types a line on the device, as root. */
  async type(line: string): Promise<ExecResult> {
    let result: ExecResult | undefined
    void this.dut.machine.exec(line, { user: 'root' }).then((ended) => (result = ended))
    await this.until(`${line} has ended`, () => result !== undefined)
    return result!
  }

  /** Runs a command that takes time on the device; `exec` would wait for a time that stands still. */
  async command(...argv: readonly string[]): Promise<void> {
    let done = false
    const context = { user: 'root', cwd: '/', env: {}, signal: new AbortController().signal }
    void this.dut.machine.run(argv, context).then(() => (done = true))
    await this.until(`${argv.join(' ')} has ended`, () => done)
  }

  /** Resolves when the job is done. */
  async systemctl(job: 'start' | 'stop' | 'restart'): Promise<void> {
    let done = false
    void this.dut.systemd
      .find('snmp')
      ?.[job]()
      .then(() => (done = true))
    await this.until(`the ${job} is done`, () => done)
  }

  get row(): Fields {
    return this.dut.databases.state.hgetall('FEATURE|snmp')
  }

  get labels(): Readonly<Record<string, string>> {
    return this.node?.metadata.labels ?? {}
  }

  get node(): Node | undefined {
    return this.cluster.client().find(nodes, { name: 'vlab-01' })
  }

  get pods(): readonly Pod[] {
    return this.cluster.client().list(pods, 'sonic')
  }

  get podIsReady(): boolean {
    const [pod] = this.pods
    return pod !== undefined && isReady(pod) && !pod.metadata.deletionTimestamp
  }

  setOwner(owner: 'kube' | 'local'): void {
    this.dut.databases.config.hset('FEATURE|snmp', { set_owner: owner })
  }

  apply(what: FeatureSet): void {
    const client = this.cluster.client()
    const set = featureSet(what)
    const known = client.find(daemonsets, set.metadata)
    if (known) client.modify(daemonsets, set.metadata, (draft) => void (draft.spec = set.spec))
    else client.create(daemonsets, set)
  }

  deleteSet(): void {
    this.cluster.client().delete(daemonsets, { namespace: 'sonic', name: 'snmp' })
  }

  /** `docker kill` of the pod's container. */
  killContainer(): void {
    const { docker } = this.dut
    const [container] = docker
      .containers()
      .filter(({ status, spec }) => status === 'running' && spec.name.startsWith('k8s_snmp'))
    if (container) docker.kill(container)
  }

  restartDocker(): void {
    this.dut.docker.powerOff(0)
    this.dut.docker.powerOn()
  }

  /** Gives an image of the registry another tag. */
  tagImage(tag: string, other: string): void {
    const image = this.dut.docker.images.find(`${registry}/docker-snmp:${tag}`)
    if (image) this.dut.docker.images.tag(image, `${registry}/docker-snmp:${other}`)
  }

  deletePod(): void {
    const [pod] = this.pods
    if (pod) this.cluster.client().delete(pods, pod.metadata)
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.admin.close()
    await this.kubelet.stop()
    this.dut.powerOff()
    this.clock.stop()
    await this.cluster.close()
  }

  /** Time stands still while a command works, but for what it takes a kubectl to start. */
  #watchCommands(): void {
    const { clock, dut } = this
    // The node's agent runs beside its unit, which lacks the files of a real join.
    decorate(dut.kubelet, 'start', () => () => undefined)
    decorate(
      dut.machine,
      'exec',
      (exec) =>
        (...args) =>
          clock.during(() => exec(...args)),
    )
    decorate(
      dut.docker,
      'exec',
      (exec) =>
        (...args) =>
          clock.during(() => exec(...args)),
    )
    decorateCommand(dut.machine, 'kubectl', async (args, _, original) => {
      await clock.within(dut.parts.random.between(70, 150))
      return original(args)
    })
  }
}

function furnish({ docker, machine }: Dut): void {
  const image = (tags: readonly string[], version: string): void =>
    void docker.images.add(
      { ...featureImage({ feature: 'snmp', version, tags }), entrypoint: ['/usr/bin/supervisord'] },
      docker.now() - 90_000,
    )
  image(['docker-snmp:20261101.01', 'docker-snmp:latest'], '20261101.01')
  for (const n of [2, 3, 4]) image([`${registry}/docker-snmp:v${n}`], `2026110${n}.01`)
  machine.fs.writeText(
    '/etc/sonic/remote_ctr.config.json',
    JSON.stringify({
      join_latency_on_boot_seconds: 300,
      retry_join_interval_seconds: 30,
      retry_labels_update_seconds: 5,
      revert_to_local_on_wait_seconds: 40,
      tag_latest_image_on_wait_seconds: 25,
      retry_tag_latest_seconds: 10,
      retry_clean_image_seconds: 10,
    }),
  )
}
