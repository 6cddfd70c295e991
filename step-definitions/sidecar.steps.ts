import { Given, Then, When } from '@cucumber/cucumber'
import {
  type FileOnDut,
  type PodControlAction,
  type SidecarFeature,
  type SidecarGeneration,
  type SidecarPods,
  type SidecarTraits,
} from '../lib/index'
import { seconds, type Milliseconds } from '../lib/wait/duration'
import { expect, library, live } from '../support/library'
import { type KubesonicWorld } from '../support/world'

const traitsOf = (world: KubesonicWorld): Promise<SidecarTraits> =>
  world.wait(library().sidecarTraits(live().sidecarOf(world).sidecar), seconds(30))

const deploy = (world: KubesonicWorld, feature: SidecarFeature, more?: Partial<SidecarPods>) =>
  live().skipWhereMissing(world, () => live().deploySidecar(world, feature, more))

const clientOf = (cname: string) => ({ cname, roles: ['gnmi_readonly', 'gnoi_readonly'] })

Given(
  'the {sidecarFeature} sidecar runs on the DUT',
  function (this: KubesonicWorld, feature: SidecarFeature) {
    return deploy(this, feature)
  },
)

Given(
  'the {sidecarFeature} sidecar {string} runs on the DUT',
  function (this: KubesonicWorld, feature: SidecarFeature, sidecarImage: string) {
    return deploy(this, feature, { sidecarImage })
  },
)

Given(
  'the telemetry sidecar runs on the DUT with the client {string}',
  function (this: KubesonicWorld, cname: string) {
    const env = library().verifying([clientOf(cname)])
    return deploy(this, 'telemetry', { env })
  },
)

Given(
  'the telemetry sidecar {string} runs on the DUT with the client {string}',
  function (this: KubesonicWorld, sidecarImage: string, cname: string) {
    const env = library().verifying([clientOf(cname)])
    return deploy(this, 'telemetry', { env, sidecarImage })
  },
)

Then(
  'the sidecar is of the generation that goes by {generation}',
  async function (this: KubesonicWorld, generation: SidecarGeneration) {
    expect((await traitsOf(this)).generation).toBe(generation)
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
  "the DUT's own {sidecarFeature} container is gone within {duration}",
  async function (this: KubesonicWorld, _: SidecarFeature, within: Milliseconds) {
    await this.wait(library().nativeReplaced(live().sidecarOf(this).sidecar), within)
  },
)

Then("the DUT's own container_checker is as it was", async function (this: KubesonicWorld) {
  const { filesBefore, sidecar } = live().sidecarOf(this)
  const checker = (files: readonly FileOnDut[]) =>
    files.find(({ path }) => path === '/bin/container_checker')
  expect(checker(await sidecar.files())).toEqual(checker(filesBefore))
})

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

When(
  'pod control is told to {podControlAction}',
  async function (this: KubesonicWorld, action: PodControlAction) {
    await live().sidecarOf(this).noteMoment(this)
    await live().sidecarOf(this).sidecar.podControl(action)
  },
)

When('systemd is told to restart the feature', async function (this: KubesonicWorld) {
  await live().sidecarOf(this).noteMoment(this)
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
  await live().sidecarOf(this).deletePod(this)
})

Then(
  'another pod of the feature is Running within {duration}',
  async function (this: KubesonicWorld, within: Milliseconds) {
    const { pods, noted } = live().sidecarOf(this)
    await this.wait(library().podRunning(this.kube, pods, { otherThan: noted.pod }), within)
  },
)

Then(
  'CONFIG_DB has the client with its roles within {duration}',
  async function (this: KubesonicWorld, within: Milliseconds) {
    const clients = [clientOf('acceptance.client')]
    const { clients: records } = await traitsOf(this)
    await this.wait(library().clientsInConfigDb(this.dut.host, clients, records), within)
  },
)

Then(
  "the sidecar brings its files, or refuses the DUT's branch, within {duration}",
  async function (this: KubesonicWorld, within: Milliseconds) {
    const { sidecar, filesBefore } = live().sidecarOf(this)
    const expected = library().bringsOrRefuses(sidecar, await traitsOf(this), filesBefore)
    await this.wait(await expected, within)
  },
)

When("somebody alters the client's role in CONFIG_DB", async function (this: KubesonicWorld) {
  await library().roleAltered(this.dut.host, clientOf('acceptance.client'))
})
