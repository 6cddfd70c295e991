import { type ApiClient } from '../api/api-client'
import { isReady } from '../controllers/availability'
import { type DaemonSet, type Node, type Pod } from '../objects'
import { certificatesigningrequests } from '../resources/cluster-services'
import { controllerrevisions, daemonsets } from '../resources/daemonsets'
import { nodes } from '../resources/nodes'
import { pods } from '../resources/pods'
import { eventually } from '../testing/eventually'
import { type HttpsClient } from '../testing/https-client'
import { RecordedLab } from '../testing/recorded-lab'
import { nodeCertificateRequest } from '../testing/node-certificate-request'
import { VirtualClock } from '../testing/virtual-clock'

const daemonSetPath = '/apis/apps/v1/namespaces/default/daemonsets'

/** The recorded lab with everything that was done to it between two recordings. */
export class LabHands implements AsyncDisposable {
  readonly #clients = new Map<string, HttpsClient>()

  protected constructor(
    readonly lab: RecordedLab,
    readonly clock: VirtualClock,
  ) {}

  /** A fresh cluster whose control plane runs. */
  static begin(): Promise<LabHands> {
    return LabHands.of('v1.20.2')
  }

  /** One of another version. */
  static async of(kubernetes: string): Promise<LabHands> {
    const clock = new VirtualClock()
    const hands = new LabHands(
      await RecordedLab.start(clock, undefined, undefined, kubernetes),
      clock,
    )
    await hands.controlPlaneRuns()
    return hands
  }

  protected controlPlaneRuns(): Promise<void> {
    return this.until('the control plane runs', () => this.api.list(pods).every(isReady))
  }

  /** The API without the wire. */
  get api(): ApiClient {
    return this.lab.cluster.client()
  }

  /** Asks in the name of who asked when it was recorded. */
  async client(who: string): Promise<HttpsClient> {
    const known = this.#clients.get(who)
    if (known) return known
    const client = await this.lab.client(who)
    this.#clients.set(who, client)
    return client
  }

  until(what: string, holds: () => boolean): Promise<void> {
    return this.clock.until(what, holds)
  }

  async delete(name: string, propagationPolicy?: string): Promise<void> {
    const admin = await this.client('admin')
    await admin.ask('DELETE', `${daemonSetPath}/${name}`, {
      contentType: 'application/json',
      body: {
        kind: 'DeleteOptions',
        apiVersion: 'v1',
        ...(propagationPolicy && { propagationPolicy }),
      },
    })
  }

  async apply(manifest: object): Promise<void> {
    const admin = await this.client('admin')
    await admin.ask('POST', `${daemonSetPath}?fieldManager=kubectl-client-side-apply`, {
      contentType: 'application/json',
      body: withLastApplied(manifest),
    })
    await this.until(
      'the controller has seen it',
      () => this.daemonSet('test-daemonset')?.status.observedGeneration === 1,
    )
  }

  /** What kubeadm and ctrmgrd write on the node once it is there. */
  furnishNode(): void {
    this.changeNode(({ metadata }) => {
      metadata.annotations = {
        ...metadata.annotations,
        'kubeadm.alpha.kubernetes.io/cri-socket': '/var/run/dockershim.sock',
      }
    })
    this.changeNode(({ metadata }) => Object.assign(metadata.labels ?? {}, sonicLabels))
  }

  changeNode(change: (node: Node) => void): void {
    this.api.modify(nodes, { name: 'vlab-01' }, change)
  }

  label(key: string, value: string | undefined): void {
    this.changeNode(({ metadata: { labels = {} } }) => {
      if (value === undefined) delete labels[key]
      else labels[key] = value
    })
  }

  get node(): Node | undefined {
    return this.api.find(nodes, { name: 'vlab-01' })
  }

  daemonSet(name: string): DaemonSet | undefined {
    return this.api.find(daemonsets, { namespace: 'default', name })
  }

  /** The newest pod of a DaemonSet, in whatever namespace. */
  pod(daemonSet: string): Pod | undefined {
    const born = ({ metadata }: Pod): number => Date.parse(metadata.creationTimestamp ?? '')
    return this.api
      .list(pods)
      .filter(({ metadata }) => metadata.generateName === `${daemonSet}-`)
      .sort((a, b) => born(a) - born(b))
      .at(-1)
  }

  isReady(daemonSet: string): boolean {
    const pod = this.pod(daemonSet)
    return pod !== undefined && isReady(pod)
  }

  /** Is a container of the test DaemonSet's pod waiting for this reason? */
  waitsFor(reason: string): boolean {
    const status = this.pod('test-daemonset')?.status.containerStatuses?.[0]
    return status?.state.waiting?.reason === reason
  }

  /** How many events a watch of all that pods in `default` went through has. */
  get podEvents(): number {
    const all = this.lab.cluster.store.since(pods.plural, 1) ?? []
    return all.filter(({ object }) => object.metadata.namespace === 'default').length
  }

  revisions(daemonSet: string): number {
    const all = this.api.list(controllerrevisions, 'default')
    return all.filter(({ metadata }) => metadata.name.startsWith(`${daemonSet}-`)).length
  }

  deleteNode(): void {
    this.api.delete(nodes, { name: 'vlab-01' })
  }

  /** As kubeadm's kubelet does on joining with minikube's admin certificate. */
  async requestCertificate(): Promise<void> {
    const request = await nodeCertificateRequest('vlab-01')
    const admin = await this.client('admin')
    await admin.ask('POST', '/apis/certificates.k8s.io/v1/certificatesigningrequests', {
      contentType: 'application/json',
      body: {
        kind: 'CertificateSigningRequest',
        apiVersion: 'certificates.k8s.io/v1',
        metadata: { generateName: 'csr-' },
        spec: {
          request: Buffer.from(request).toString('base64'),
          signerName: 'kubernetes.io/kube-apiserver-client-kubelet',
          usages: ['digital signature', 'key encipherment', 'client auth'],
        },
      },
    })
    const issued = (): boolean =>
      this.api.list(certificatesigningrequests)[0]?.status.certificate !== undefined
    await this.clock.pass(1)
    await eventually('the certificate is issued', issued)
  }

  async podRuns(daemonSet: string): Promise<void> {
    await this.until('the pod runs', () => {
      const pod = this.pod(daemonSet)
      return pod !== undefined && isReady(pod) && !pod.metadata.deletionTimestamp
    })
    await this.until('it is counted', () => this.daemonSet(daemonSet)?.status.numberReady === 1)
  }

  async join(): Promise<void> {
    await this.lab.kubelet.start()
    await this.until('the kubelet and the control plane have written all they know', () => {
      const { spec, status } = this.node!
      return spec.podCIDR !== undefined && status.capacity?.['ephemeral-storage'] !== undefined
    })
    this.furnishNode()
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.lab[Symbol.asyncDispose]()
  }
}

const sonicLabels = {
  deployment_type: 'ToRRouter',
  hwsku: 'Force10-S6000',
  sonic_version: 'master.lab-086b03bd7',
  'worker.sonic/platform': 'x86_64-kvm_x86_64-r0',
}

/** As `kubectl apply` sends what it creates. */
function withLastApplied(manifest: object): object {
  const { metadata } = manifest as { metadata: object }
  const applied = { ...manifest, metadata: { annotations: {}, ...metadata } }
  const annotations = {
    'kubectl.kubernetes.io/last-applied-configuration': `${JSON.stringify(applied)}\n`,
  }
  return { ...manifest, metadata: { ...metadata, annotations } }
}
