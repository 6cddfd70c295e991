import { Given, Then } from '@cucumber/cucumber'
import { type Milliseconds } from '../lib/wait/duration'
import { expect, library } from '../support/library'
import { type KubesonicWorld } from '../support/world'

Given('a minikube cluster on the vmhost', async function (this: KubesonicWorld) {
  await this.reach('clustered')
})

Then('the API server is healthy', async function (this: KubesonicWorld) {
  await this.kube.health()
})

Then(
  'the API server runs the Kubernetes version of the testbed file',
  async function (this: KubesonicWorld) {
    expect(await this.kube.version()).toBe(this.session.testbed.cluster.kubernetes)
  },
)

Then(
  "the cluster's own node is Ready within {duration}",
  async function (this: KubesonicWorld, within: Milliseconds) {
    await this.wait(library().controlPlaneReady(this.kube), within)
  },
)

Then(
  'the kubelet configuration names the CA file that a SONiC node has',
  async function (this: KubesonicWorld) {
    expect(await library().kubeletCaFile(this.kube, this.session.kubernetes)).toBe(
      library().NODE_CA,
    )
  },
)

Then('the DUT reaches the API server', async function (this: KubesonicWorld) {
  // 401 and 403 answer somebody who does not say who they are: the API server is there.
  expect([200, 401, 403]).toContain(await this.dut.apiServerHealth(this.session.apiServer))
})

Then('kubectl on the vmhost shows the node as Ready', async function (this: KubesonicWorld) {
  const { stdout } = await this.kubectl('get', 'node', await this.node(), '--no-headers')
  expect(stdout.trim().split(/\s+/).slice(0, 2)).toEqual([await this.node(), 'Ready'])
})

Then('kubectl on the vmhost does not find the node', async function (this: KubesonicWorld) {
  const node = await this.node()
  const answer = await this.kubectl('get', 'node', node, '--no-headers')
  // An empty answer proves nothing (an API server that is down gives one, too): NotFound is what counts.
  expect(answer.stderr).toContain(`Error from server (NotFound): nodes "${node}" not found`)
  expect(answer.exitCode).toBe(1)
})
