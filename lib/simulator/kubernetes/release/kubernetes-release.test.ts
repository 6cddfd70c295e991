import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'
import { SimulatedClock } from '../../time/clock'
import { SeededRandom } from '../../chance/seeded-random'
import { type ConfigMap, type Node, type ServiceAccount } from '../objects'
import { eventually } from '../testing/eventually'
import { HttpsClient } from '../testing/https-client'
import { recordedCluster } from '../testing/recorded-cluster'

const role = 'node-role.kubernetes.io'
const excluded = 'node.kubernetes.io/exclude-from-external-load-balancers'

const account = '/api/v1/namespaces/kube-system/serviceaccounts/default'

/** What is known of real clusters of these versions, made by kubeadm. */
const known = {
  'v1.20.2': {
    labels: [`${role}/control-plane`, `${role}/master`],
    kubeletConfig: 'kubelet-config-1.20',
    kubeadmApi: 'kubeadm.k8s.io/v1beta2',
    tokenSecrets: 1,
  },
  'v1.22.2': {
    labels: [`${role}/control-plane`, `${role}/master`, excluded],
    kubeletConfig: 'kubelet-config-1.22',
    kubeadmApi: 'kubeadm.k8s.io/v1beta3',
    tokenSecrets: 1,
  },
  'v1.28.3': {
    labels: [`${role}/control-plane`, excluded],
    kubeletConfig: 'kubelet-config',
    kubeadmApi: 'kubeadm.k8s.io/v1beta3',
    tokenSecrets: 0,
  },
}

for (const [kubernetes, wanted] of Object.entries(known))
  test(`a cluster of Kubernetes ${kubernetes} is as kubeadm and minikube of that version make it`, async (t) => {
    const get = await clusterOf(kubernetes, t)
    const { metadata, spec, status } = await get<Node>('/api/v1/nodes/minikube')
    const ours = Object.keys(metadata.labels ?? {}).filter((name) => /^node[-.]/.test(name))
    assert.deepEqual(ours.sort(), wanted.labels.toSorted())
    assert.deepEqual(spec.taints ?? [], [])
    assert.equal(status.nodeInfo?.kubeletVersion, kubernetes)

    const { items } = await get<{ items: ConfigMap[] }>('/api/v1/namespaces/kube-system/configmaps')
    const dataOf = (name: string): Readonly<Record<string, string>> =>
      items.find((each) => each.metadata.name === name)?.data ?? {}
    const names = items.map((each) => each.metadata.name)
    const kubeletConfigs = names.filter((name) => name.startsWith('kubelet-config'))
    assert.deepEqual(kubeletConfigs, [wanted.kubeletConfig])
    assert.match(dataOf(wanted.kubeletConfig)['kubelet'] ?? '', /^cgroupDriver: systemd$/m)
    const configuration = dataOf('kubeadm-config')['ClusterConfiguration'] ?? ''
    assert.match(configuration, new RegExp(`^apiVersion: ${wanted.kubeadmApi}$`, 'm'))
    assert.match(configuration, new RegExp(`^kubernetesVersion: ${kubernetes}$`, 'm'))

    const { secrets = [] } = await get<ServiceAccount>(account)
    assert.equal(secrets.length, wanted.tokenSecrets)
    assert.equal((await get<{ gitVersion: string }>('/version')).gitVersion, kubernetes)
  })

async function clusterOf(
  kubernetes: string,
  t: TestContext,
): Promise<<T>(path: string) => Promise<T>> {
  const clock = new SimulatedClock(0)
  const cluster = recordedCluster(clock, new SeededRandom(1), { kubernetes })
  const { port } = await cluster.start({ host: '127.0.0.1', port: 0 })
  const client = new HttpsClient(port, cluster.pki.ca.certificate, cluster.pki.apiserver)
  t.after(async () => {
    client.close()
    await cluster.close()
    clock.stop()
  })
  const get = async <T>(path: string): Promise<T> => (await client.ask('GET', path)).body as T
  await eventually(
    'the namespace has its account',
    async () => (await client.ask('GET', account)).status === 200,
  )
  return get
}
