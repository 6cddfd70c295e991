import { SimulatedClock } from '../../time/clock'
import { FileSystem } from '../../file-system/file-system'
import { SeededRandom } from '../../chance/seeded-random'
import { ApiUnreachable } from '../api/api-client'
import { SimulatedCluster } from '../cluster'
import { type ContainerHost } from '../../docker/container/container-inside'
import { DockerEngine } from '../../docker/engine'
import { hostFilesOf } from '../kubelet/host-files'
import { Kubelet } from '../kubelet/kubelet'
import { type KubeletAccess } from '../kubelet/kubelet-host'
import { reachedBy } from '../kubelet/kubelet-server'
import { HttpsClient } from './https-client'
import { recordedCluster, recordedNode } from './recorded-cluster'

/** A cluster like the one that the recordings are of, a hundred times as fast; and who asks there. */
export class RecordedLab implements AsyncDisposable {
  readonly #closing: (() => void | Promise<void>)[] = []

  private constructor(
    readonly cluster: SimulatedCluster,
    readonly port: number,
    readonly runtime: DockerEngine,
    readonly kubelet: Kubelet,
    /** Between the DUT and the cluster. */
    readonly link: Link,
  ) {}

  static async start(
    clock: SimulatedClock = new SimulatedClock(1 / 100),
    random = new SeededRandom(42),
    /** What the containers run on; default: nothing that they reach. */
    host?: ContainerHost,
    kubernetes = recordedNode.kubeletVersion,
  ): Promise<RecordedLab> {
    const cluster = recordedCluster(clock, random, { kubernetes })
    const { port } = await cluster.start({ host: '127.0.0.1', port: 0 })
    const runtime = new DockerEngine({ ...labDocker, clock, random, ...(host && { host }) })
    const link = new Link()
    const kubelet = new Kubelet({
      node: { ...recordedNode, kubeletVersion: kubernetes },
      access: link.access(cluster.kubeletAccess()),
      runtime,
      clock,
      random,
      log: () => undefined,
      hostFiles: host ? hostFilesOf(host.machine) : { fs: new FileSystem(), isSocket: () => false },
    })
    const lab = new RecordedLab(cluster, port, runtime, kubelet, link)
    lab.#closing.push(
      () => clock.stop(),
      () => cluster.close(),
      () => kubelet.stop(),
    )
    return lab
  }

  /** A client with the certificate that the recording names, with `bearer` and a token, or with neither. */
  async client(who = 'admin'): Promise<HttpsClient> {
    const { pki } = this.cluster
    const pair = who.startsWith('admin')
      ? pki.apiserver
      : who === 'certificate-without-group'
        ? pki.issue('CN=someone')
        : who === 'node'
          ? pki.issue('O=system:nodes, CN=system:node:vlab-01')
          : who === 'foreign-certificate'
            ? SimulatedCluster.create(strangers).pki.apiserver
            : undefined
    const trusted = who === 'admin, server not trusted' ? undefined : pki.ca.certificate
    const [, token = who === 'bad-token' ? 'nonsense' : undefined] = /^bearer (.*)$/.exec(who) ?? []
    const client = new HttpsClient(this.port, trusted, pair, token)
    this.#closing.push(() => client.close())
    return client
  }

  /** The API server comes back where it was. */
  async restart(): Promise<void> {
    await this.cluster.start({ host: '127.0.0.1', port: this.port })
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const close of this.#closing.reverse()) await close()
  }
}

/** A network link that can be down. */
class Link {
  up = true

  access(access: KubeletAccess): KubeletAccess {
    const insist = (): void => {
      if (!this.up) throw new ApiUnreachable('dial tcp 10.250.0.1:6443: connect: no route to host')
    }
    return {
      client: () => {
        insist()
        return access.client()
      },
      issueToken: (...what) => {
        insist()
        return access.issueToken(...what)
      },
      serve: (node, server) => access.serve(node, reachedBy(insist, server)),
    }
  }
}

const strangers = {
  kubernetes: 'v1.20.2',
  nodeName: 'other',
  nodeIp: '192.168.58.2',
  clock: new SimulatedClock(0),
  random: new SeededRandom(1),
  apiServerIps: [],
  apiPort: 6443,
}

/** The device's Docker, with what had been imported into it for the recordings. */
const labDocker = {
  version: '20.10.24+dfsg1',
  apiVersion: '1.41',
  cgroupDriver: 'cgroupfs',
  pauseImage: 'k8s.gcr.io/pause:3.2',
  images: [
    {
      tags: ['k8s.gcr.io/pause:3.2', 'k8s.gcr.io/pause:3.5'],
      sizeBytes: 690_640,
      entrypoint: ['/pause'],
    },
    { tags: ['lab/busybox:1'], sizeBytes: 4_000_000, command: ['sh'] },
  ],
} as const
