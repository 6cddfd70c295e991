import assert from 'node:assert/strict'
import { test } from 'node:test'
import { SimulatedClock } from '../../time/clock'
import { bootTestDut, eventually } from '../../dut/test-dut'
import { SeededRandom } from '../../chance/seeded-random'
import { SimulatedCluster } from '../cluster'
import { Kubelet } from './kubelet'
import { nodes } from '../resources/nodes'

const others = { containerRuntimeVersion: 'docker://20.10.24', osImage: '', kernelVersion: '', machineId: '', bootId: '' } // prettier-ignore

test('a node is NotReady until its kubelet has found a CNI configuration, and Ready from then on', async (t) => {
  const { dut, close } = await bootTestDut()
  const [clock, random] = [new SimulatedClock(1 / 1000), new SeededRandom(1)]
  const cluster = SimulatedCluster.create({
    kubernetes: 'v1.22.2', nodeName: 'minikube', nodeIp: '10.250.0.1', clock, random, apiServerIps: [], apiPort: 6443,
  }) // prettier-ignore
  await cluster.start({ host: '127.0.0.1', port: 0 })
  let configured = false
  const kubelet = new Kubelet({
    node: { name: 'vlab-01', address: '10.250.0.101', kubeletVersion: 'v1.22.2', hasNetworkConfiguration: () => configured, ...others },
    access: cluster.kubeletAccess(), runtime: dut.docker, clock, random, log: () => undefined,
  }) // prettier-ignore
  t.after(async () => {
    await kubelet.stop()
    await cluster.close()
    clock.stop()
    close()
  })
  const ready = (): string => {
    const node = cluster.client().find(nodes, { name: 'vlab-01' })
    const found = node?.status.conditions?.find(({ type }) => type === 'Ready')
    return `${found?.status} ${found?.message}`
  }
  await kubelet.start()
  await eventually(() => ready().includes('cni config uninitialized'))
  assert.equal(
    ready(),
    'False container runtime network not ready: NetworkReady=false reason:NetworkPluginNotReady message:docker: network plugin is not ready: cni config uninitialized',
  )
  configured = true
  await eventually(() => ready() === 'True kubelet is posting ready status')
  configured = false
  await new Promise((resolve) => setTimeout(resolve, 50))
  assert.equal(ready(), 'True kubelet is posting ready status')
})
