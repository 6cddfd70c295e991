import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { SimulatedClock } from '../time/clock'
import { SimulatedCluster } from '../kubernetes/cluster'
import { Kubelet } from '../kubernetes/kubelet/kubelet'
import { configmaps } from '../kubernetes/resources/core'
import { nodes } from '../kubernetes/resources/nodes'
import { SimulatedNetwork } from '../network/simulated-network'
import { SeededRandom } from '../chance/seeded-random'
import { Dut } from './dut'
import { eventually, prepareJoin } from './test-dut'

const row = 'KUBERNETES_MASTER|SERVER'
const clock = new SimulatedClock(0)
const random = new SeededRandom(5)
const network = new SimulatedNetwork()
let cluster: SimulatedCluster
let dut: Dut

before(async () => {
  cluster = SimulatedCluster.create({
    kubernetes: 'v1.20.2',
    nodeName: 'minikube',
    nodeIp: '10.250.0.1',
    clock,
    random,
    apiServerIps: [],
    apiPort: 6443,
  })
  network.serve('10.250.0.1', 6443, await cluster.start({ host: '127.0.0.1', port: 0 }))
  patchKubeletConfig()
  dut = new Dut({
    hostname: 'vlab-01', address: '10.250.0.101', variant: 'recorded-lab', clock, random, network,
    startAgent: ({ docker }) => async ({ name, internalIp, log }) => {
      const facts = { kubeletVersion: 'v1.20.2', containerRuntimeVersion: 'docker://20.10.24', osImage: '', kernelVersion: '', machineId: '', bootId: '' }
      const kubelet = new Kubelet({ node: { name, address: internalIp, ...facts }, access: cluster.kubeletAccess(), runtime: docker, clock, random, log })
      await kubelet.start()
      return kubelet
    },
  }) // prettier-ignore
  await dut.boot()
  prepareJoin(dut, cluster)
  dut.databases.state.hset(row, { update_time: '2024-12-24 01:01:01' })
  await dut.machine.exec('systemctl restart ctrmgrd')
  await hset('False')
})
after(async () => {
  dut?.powerOff()
  await cluster.close()
  clock.stop()
})

const labelUpdates = (): number =>
  dut.journal.entries().filter(({ message }) => message.startsWith('update_node_labels: ret=0'))
    .length
const node = () => cluster.client().find(nodes, { name: 'vlab-01' })
const hset = (disable: string): Promise<unknown> =>
  dut.machine.exec(
    `sonic-db-cli CONFIG_DB hset '${row}' ip 10.250.0.1 port 6443 insecure True disable ${disable}`,
  )

function patchKubeletConfig(): void {
  cluster
    .client()
    .modify(configmaps, { namespace: 'kube-system', name: 'kubelet-config-1.20' }, ({ data }) => {
      if (data)
        data['kubelet'] = (data['kubelet'] ?? '').replace(
          '/var/lib/minikube/certs/ca.crt',
          '/etc/kubernetes/pki/ca.crt',
        )
    })
}

test('a joined device is a Ready node with the labels of its ctrmgrd', async () => {
  await eventually(
    () =>
      node()?.status.conditions?.some(
        ({ type, status }) => type === 'Ready' && status === 'True',
      ) ?? false,
  )
  await eventually(() => labelUpdates() === 1)
  assert.equal(node()?.metadata.labels?.['hwsku'], 'Force10-S6000')
  assert.equal(
    node()?.metadata.annotations?.['kubeadm.alpha.kubernetes.io/cri-socket'],
    '/var/run/dockershim.sock',
  )
})

test('restarting ctrmgrd on a Ready node joins nothing anew', async () => {
  const { uid } = node()?.metadata ?? {}
  const marker = dut.journal.entries().length
  await dut.machine.exec('systemctl restart ctrmgrd')
  await eventually(() =>
    dut.journal
      .entries()
      .slice(marker)
      .some(({ message }) => message.startsWith('do_join: kube_join_master succeeded')),
  )
  assert.equal(node()?.metadata.uid, uid)
  assert.equal(
    dut.journal
      .entries()
      .slice(marker)
      .some(({ message }) => message.includes('kubeadm')),
    false,
  )
})

test('a disjoin deletes the node', async () => {
  // After the restart: the row that was there, and the row written anew.
  await eventually(() => labelUpdates() === 3)
  await hset('True')
  await eventually(() => dut.databases.state.hget(row, 'connected') === 'false')
  assert.equal(node(), undefined)
})
