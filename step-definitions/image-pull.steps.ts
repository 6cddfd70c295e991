import { Given, Then, When } from '@cucumber/cucumber'
import { type PullCause } from '../lib/registry/pull-failure'
import { type Milliseconds } from '../lib/wait/duration'
import { expect, library, live } from '../support/library'
import { type KubesonicWorld } from '../support/world'
import { type Credential } from '../support/scenario/pulling'

Given("the DUT has joined and pulls by the testbed's way", async function (this: KubesonicWorld) {
  await this.pulls.insistOnAbsence()
  await this.pulls.prepare()
})

Given("the DUT does not have the registry's image", function (this: KubesonicWorld) {
  return this.pulls.forgetImage()
})

Given('the DUT does not reach the registry by itself', async function (this: KubesonicWorld) {
  expect(await this.pulls.directWay()).toMatchObject({ reached: false })
})

When('the forward proxy on the vmhost stops', async function (this: KubesonicWorld) {
  const { proxy } = this.pulls
  if (!proxy) return 'skipped'
  this.undo.add('forward proxy stopped', () => proxy.start())
  await proxy.stop()
  return undefined
})

When('the forward proxy on the vmhost runs again', async function (this: KubesonicWorld) {
  await this.pulls.proxy?.start()
})

When(
  "I deploy a DaemonSet with the registry's image and {credential}",
  function (this: KubesonicWorld, credential: Credential) {
    return live().deployFromRegistry(this, credential)
  },
)

When("root's Docker on the DUT logs in with a fresh token", async function (this: KubesonicWorld) {
  const login = await this.pulls.login()
  if (login) await this.pulls.docker.login(this.pulls.registry.host, login)
})

When("root's Docker on the DUT pulls the registry's image", function (this: KubesonicWorld) {
  return this.pulls.pullAsRoot()
})

Then(
  'its pod is Running within {duration}',
  async function (this: KubesonicWorld, within: Milliseconds) {
    await this.wait(library().pulledPodRunning(this.kube, await live().pullingPods(this)), within)
  },
)

Then('the DUT has the image from the registry', async function (this: KubesonicWorld) {
  expect(await this.pulls.pulledDigest()).toMatch(/^sha256:[0-9a-f]{64}$/)
})

Then(
  'the pull fails within {duration}: {cause}',
  async function (this: KubesonicWorld, within: Milliseconds, cause: PullCause) {
    await this.wait(library().pullFails(this.kube, await live().pullingPods(this), cause), within)
  },
)
