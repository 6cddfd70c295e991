import { Given, Then } from '@cucumber/cucumber'
import { seconds, type Milliseconds } from '../lib/wait/duration'
import { expect, library, live } from '../support/library'
import { type KubesonicWorld } from '../support/world'

/** Another version than the DUT's own: the pod of the same one would be held up as "marked disabled". */
const version = 'kubesonic-acceptance'

Given('Kubernetes runs the gnmi container of the DUT', async function (this: KubesonicWorld) {
  const gnmi = await live().upgradeOf(this, 'gnmi')
  return live().skipWhereMissing(this, async () => {
    await gnmi.insistOnLocalMode()
    await gnmi.handOver()
    await gnmi.deploy(version, { image: 'docker-sonic-gnmi:latest' })
    await gnmi.runsInKubeMode(seconds(120))
  })
})

Then(
  "gNOI tells the DUT's time within {duration}",
  async function (this: KubesonicWorld, within: Milliseconds) {
    const told = await this.wait(library().gnoiAnswers(this.dut.host), within)
    const { stdout } = await this.dut.host.run(library().sh`date +%s`)
    expect(Math.abs(told.getTime() / 1000 - Number(stdout))).toBeLessThan(60)
  },
)

Then('gNOI names the OS image that the DUT runs', async function (this: KubesonicWorld) {
  const { Gnoi, sonicVersion } = library()
  const version = await sonicVersion(this.dut.host)
  await using gnoi = await Gnoi.connect(this.dut.host)
  expect(await gnoi.runningImage()).toBe(`SONiC-OS-${version}`)
})

Then('gNOI sees a file of the DUT as it is', async function (this: KubesonicWorld) {
  const { Gnoi, sh } = library()
  const path = '/etc/sonic/sonic_version.yml'
  const { stdout } = await this.dut.host.run(sh`stat -c %s ${path}`)
  await using gnoi = await Gnoi.connect(this.dut.host)
  expect(await gnoi.stat(path)).toMatchObject([{ path, bytes: Number(stdout) }])
})
