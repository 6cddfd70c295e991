import { Given, Then } from '@cucumber/cucumber'
import { seconds, type Milliseconds } from '../lib/wait/duration'
import { expect, library, live } from '../support/library'
import { type KubesonicWorld } from '../support/world'
import { type NodeLabel } from './parameter-types'

Given('a test-ds-pod is Running on the node', async function (this: KubesonicWorld) {
  await this.labelNode('deployDaemonset', 'true')
  await this.wait(library().podRunning(this.kube, await this.testPods()), seconds(60))
})

Then(
  'a test-ds-pod is Running within {duration}',
  async function (this: KubesonicWorld, within: Milliseconds) {
    await this.wait(library().podRunning(this.kube, await this.testPods()), within)
  },
)

Then(
  'a DaemonSet that asks for {label} reaches the node within {duration}',
  function (this: KubesonicWorld, label: NodeLabel, within: Milliseconds) {
    return live().selectorCanary(this, label, within)
  },
)

Then('no test-ds-pod is on the node', async function (this: KubesonicWorld) {
  const pods = await this.kube.listPods(await this.testPods())
  expect(pods.map(({ metadata }) => metadata?.name)).toEqual([])
})

Then(
  'no test-ds-pod is left on the node within {duration}',
  async function (this: KubesonicWorld, within: Milliseconds) {
    await this.wait(library().noPods(this.kube, await this.testPods()), within)
  },
)

Then('the DUT runs the container of the test-ds-pod', async function (this: KubesonicWorld) {
  const { podRunning, containerOfPodRuns, TEST_CONTAINER } = library()
  const pod = await this.wait(podRunning(this.kube, await this.testPods()), seconds(10))
  const { name = '', uid = '' } = pod.metadata ?? {}
  await this.wait(containerOfPodRuns(this.dut.host, TEST_CONTAINER, { name, uid }), seconds(10))
})

Then('the DUT runs no container of a test-ds-pod', async function (this: KubesonicWorld) {
  const { podContainers, TEST_DAEMON_SET } = library()
  expect(await podContainers(this.dut.host, TEST_DAEMON_SET)).toEqual([])
})

Then(
  'no container of a test-ds-pod is left on the DUT within {duration}',
  async function (this: KubesonicWorld, within: Milliseconds) {
    const { noPodContainers, TEST_DAEMON_SET } = library()
    await this.wait(noPodContainers(this.dut.host, TEST_DAEMON_SET), within)
  },
)
