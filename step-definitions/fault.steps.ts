import { Given, Then, When } from '@cucumber/cucumber'
import { seconds, type Milliseconds } from '../lib/wait/duration'
import { expect, library } from '../support/library'
import { type KubesonicWorld } from '../support/world'

// Only for scenarios tagged @simulated. A fault lasts for the wall time that is said, or until the scenario's end.

When(
  'the API server refuses connections for {duration}',
  async function (this: KubesonicWorld, lasting: Milliseconds) {
    await this.fault({ name: 'api-refused' }, lasting)
  },
)

Given('the fault {string}', async function (this: KubesonicWorld, name: string) {
  await this.fault({ name })
})

Then(
  'the API server is back within {duration}',
  async function (this: KubesonicWorld, within: Milliseconds) {
    await this.wait(library().apiServerReady(this.kube), within)
  },
)

Then(
  'the DUT keeps running the container of the test-ds-pod for {duration}',
  async function (this: KubesonicWorld, duration: Milliseconds) {
    const { containerOfWorkloadRuns, TEST_CONTAINER, TEST_DAEMON_SET } = library()
    await this.stays(
      containerOfWorkloadRuns(this.dut.host, TEST_CONTAINER, TEST_DAEMON_SET),
      duration,
    )
  },
)

Then('the node is still the same one', async function (this: KubesonicWorld) {
  const node = await this.wait(library().nodeReady(this.kube, await this.node()), seconds(60))
  expect(node.metadata?.uid).toBe(this.nodesSeen.at(-1))
})
