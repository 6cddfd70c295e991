import { Given, Then, When } from '@cucumber/cucumber'
import { type Milliseconds } from '../lib/wait/duration'
import { expect, library } from '../support/library'
import { type KubesonicWorld } from '../support/world'
import { type JoinOutcome } from '../lib/dut/join/ctrmgrd-log'

Given('the DUT is joined', async function (this: KubesonicWorld) {
  await this.reach('joined')
})

Given('the DUT is prepared to join, but not in the cluster', async function (this: KubesonicWorld) {
  await this.reach('prepared')
  await this.disjoinIfJoined()
})

Given('the DUT has no client certificate', async function (this: KubesonicWorld) {
  const { CertManager, timeOn } = library()
  const certificates = new CertManager(this.dut.host)
  this.ctrmgrdSince = await timeOn(this.dut.host)
  this.undo.add('client certificate of the DUT', () => certificates.giveBack())
  await certificates.withhold()
})

When('the DUT has its client certificate again', async function (this: KubesonicWorld) {
  await new (library().CertManager)(this.dut.host).giveBack()
})

When('ctrmgrd restarts', async function (this: KubesonicWorld) {
  this.ctrmgrdSince = await library().timeOn(this.dut.host)
  await this.dut.restartCtrmgrd()
})

Then(
  'ctrmgrd says that the join has {joinOutcome} within {duration}',
  async function (this: KubesonicWorld, outcome: JoinOutcome, within: Milliseconds) {
    await this.wait(library().ctrmgrdSays(this.dut.host, outcome, this.ctrmgrdSince), within)
  },
)

When('I join the DUT to the cluster', async function (this: KubesonicWorld) {
  await this.dut.requestJoin(this.session.apiServer)
})

When('I join the DUT with "config kube server"', async function (this: KubesonicWorld) {
  await this.dut.requestJoinByCli(this.session.apiServer)
})

When('I disjoin the DUT', async function (this: KubesonicWorld) {
  await this.dut.requestDisjoin()
})

When('I disjoin the DUT with "config kube server"', async function (this: KubesonicWorld) {
  await this.dut.requestDisjoinByCli()
})

Then(
  '"show kube server status" says that the DUT is {connected} within {duration}',
  async function (this: KubesonicWorld, connected: boolean, within: Milliseconds) {
    await this.wait(library().dutReportsConnected(this.dut, connected), within)
  },
)

Then(
  'CONFIG_DB asks for the API server, {enabled}',
  async function (this: KubesonicWorld, enabled: boolean) {
    const { address, port } = this.session.apiServer
    expect(await this.dut.configRow()).toMatchObject({
      ip: address,
      port: String(port),
      disable: enabled ? 'False' : 'True',
    })
  },
)

Then(
  'STATE_DB says that the DUT is {connected}',
  async function (this: KubesonicWorld, connected: boolean) {
    expect(await this.dut.stateRow()).toMatchObject({ connected: String(connected) })
  },
)

Then(
  'CONFIG_DB, STATE_DB and "show kube server status" name the same API server',
  async function (this: KubesonicWorld) {
    const { address, port } = this.session.apiServer
    const named = { ip: address, port: String(port) }
    expect(await this.dut.configRow()).toMatchObject(named)
    expect(await this.dut.stateRow()).toMatchObject(named)
    expect(await this.dut.serverStatus()).toMatchObject(named)
  },
)

Then(
  'the DUT is no longer a node within {duration}',
  async function (this: KubesonicWorld, within: Milliseconds) {
    await this.wait(library().nodeAbsent(this.kube, await this.node()), within)
  },
)

Then('the kubelet on the DUT is stopped', async function (this: KubesonicWorld) {
  expect(await this.dut.kubeletState()).toBe('inactive')
})

Then('the DUT keeps no file of the cluster', async function (this: KubesonicWorld) {
  expect(await library().filesOfCluster(this.dut.host)).toEqual([])
})
