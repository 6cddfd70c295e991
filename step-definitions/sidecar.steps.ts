import { Given, Then, When } from '@cucumber/cucumber'
import { seconds, type Milliseconds } from '../lib/wait/duration'
import { expect, library, live } from '../support/library'
import { type KubesonicWorld } from '../support/world'

const clientOf = (cname: string) => ({ cname, roles: ['gnmi_readonly', 'gnoi_readonly'] })

Given('the restapi sidecar runs on the DUT', function (this: KubesonicWorld) {
  return live().skipWhereMissing(this, () => live().deploySidecar(this, 'restapi'))
})

Given(
  'the telemetry sidecar runs on the DUT with the client {string}',
  function (this: KubesonicWorld, cname: string) {
    const env = library().verifying([clientOf(cname)])
    return live().skipWhereMissing(this, () => live().deploySidecar(this, 'telemetry', { env }))
  },
)

Then(
  "the DUT has the files of the sidecar's image for its branch within {duration}",
  async function (this: KubesonicWorld, within: Milliseconds) {
    live()
      .sidecarOf(this)
      .seen(await this.wait(library().filesSynced(live().sidecarOf(this).sidecar), within))
  },
)

Then(
  "the DUT's own restapi container is gone within {duration}",
  async function (this: KubesonicWorld, within: Milliseconds) {
    await this.wait(library().nativeReplaced(live().sidecarOf(this).sidecar), within)
  },
)

Then('one more sync writes none of the files', async function (this: KubesonicWorld) {
  const { last, sidecar } = live().sidecarOf(this)
  await sidecar.syncOnce(last.sidecar ?? '')
  expect((await sidecar.look()).files).toEqual(last.files)
})

When("somebody alters the feature's script on the DUT", async function (this: KubesonicWorld) {
  await live().sidecarOf(this).sidecar.alterScript()
})

Then("the sidecar has written only the feature's script", function (this: KubesonicWorld) {
  const { last, before } = live().sidecarOf(this)
  const written = last.files.filter(({ inode }, at) => inode !== before.files[at]?.inode)
  expect(written.map(({ path }) => path)).toEqual([last.files[0]?.path])
})

When('pod control is told to stop', async function (this: KubesonicWorld) {
  await live().sidecarOf(this).noteMoment()
  await live().sidecarOf(this).sidecar.podControl('stop')
})

When('systemd is told to restart the feature', async function (this: KubesonicWorld) {
  await live().sidecarOf(this).noteMoment()
  await live().sidecarOf(this).sidecar.restartUnit()
})

Then(
  'the same container of the same pod was restarted {word}',
  async function (this: KubesonicWorld, times: string) {
    const { sidecar, noted, pod } = live().sidecarOf(this)
    const container = (await sidecar.look()).container
    expect(container?.id).toBe(noted.container?.id)
    expect(container?.startedAt).not.toBe(noted.container?.startedAt)
    expect(await sidecar.restartsSince(noted.at)).toBe({ once: 1, twice: 2 }[times])
    const found = await this.wait(
      library().podRunning(this.kube, live().sidecarOf(this).pods),
      seconds(30),
    )
    expect(found.metadata?.uid).toBe(pod)
    expect(found.status?.containerStatuses?.map(({ restartCount }) => restartCount)).toEqual([0, 0])
  },
)

Then(
  'pod control says that the pod is not running, although it is',
  async function (this: KubesonicWorld) {
    const { stdout, exitCode } = await live().sidecarOf(this).sidecar.podStatus()
    expect(stdout).toMatch(/^NOT RUNNING \(no container on node .* for 'restapi'\)$/m)
    expect(exitCode).toBe(3)
  },
)

When("I delete the feature's pod", async function (this: KubesonicWorld) {
  await live().sidecarOf(this).deletePod(this.kube)
})

Then(
  'another pod of the feature is Running within {duration}',
  async function (this: KubesonicWorld, within: Milliseconds) {
    const { pods, pod } = live().sidecarOf(this)
    await this.wait(library().podRunning(this.kube, pods, { otherThan: pod }), within)
  },
)

Then(
  'CONFIG_DB has the client with its roles within {duration}',
  async function (this: KubesonicWorld, within: Milliseconds) {
    const clients = [clientOf('acceptance.client')]
    await this.wait(library().clientsInConfigDb(this.dut.host, clients), within)
  },
)

Then(
  "the sidecar brings its files, or refuses the DUT's branch, within {duration}",
  async function (this: KubesonicWorld, within: Milliseconds) {
    await this.wait(await library().bringsOrRefuses(live().sidecarOf(this).sidecar), within)
  },
)

When("somebody alters the client's role in CONFIG_DB", async function (this: KubesonicWorld) {
  await library().roleAltered(this.dut.host, clientOf('acceptance.client'))
})
