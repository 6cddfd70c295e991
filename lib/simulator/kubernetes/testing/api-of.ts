import { SeededRandom } from '../../chance/seeded-random'
import { HttpsClient } from './https-client'
import { recordedCluster } from './recorded-cluster'
import { VirtualClock } from './virtual-clock'

export interface ApiOf extends AsyncDisposable {
  readonly clock: VirtualClock
  readonly admin: HttpsClient
  /** With the certificate of vlab-01's kubelet. */
  readonly node: HttpsClient
  /** Who shows no certificate. */
  readonly stranger: HttpsClient
}

/** For tests: the API of a cluster of that version, asked over HTTPS. */
export async function apiOf(kubernetes: string): Promise<ApiOf> {
  const clock = new VirtualClock()
  const cluster = recordedCluster(clock, new SeededRandom(5), { kubernetes })
  const { port } = await cluster.start({ host: '127.0.0.1', port: 0 })
  const { pki } = cluster
  const [admin, node, stranger] = [
    pki.apiserver,
    pki.issue('O=system:nodes, CN=system:node:vlab-01'),
    undefined,
  ].map((pair) => new HttpsClient(port, pki.ca.certificate, pair)) as [
    HttpsClient,
    HttpsClient,
    HttpsClient,
  ]
  return {
    clock,
    admin,
    node,
    stranger,
    async [Symbol.asyncDispose]() {
      for (const client of [admin, node, stranger]) client.close()
      clock.stop()
      await cluster.close()
    },
  }
}
