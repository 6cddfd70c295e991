import { Given, Then, When } from '@cucumber/cucumber'
import { type FeatureOwner } from '../lib/dut/features/feature-rows'
import { seconds, type Milliseconds } from '../lib/wait/duration'
import { interruption } from '../support/interruption'
import { expect, library, live } from '../support/library'
import { skipReasonMediaType } from '../support/reporting/media-types'
import { type KubesonicWorld } from '../support/world'

Given('the DUT runs SONiC {string}', async function (this: KubesonicWorld, wanted: string) {
  const { isOfVersion, sonicVersion } = library()
  const found = await sonicVersion(this.dut.host)
  if (isOfVersion(found, wanted)) return undefined
  this.attach(`for SONiC ${wanted}: this DUT runs ${found}`, skipReasonMediaType)
  return 'skipped'
})

Given('the feature {word} runs in local mode', async function (this: KubesonicWorld, name: string) {
  const upgrade = await live().upgradeOf(this, name)
  return live().skipWhereMissing(this, () => upgrade.insistOnLocalMode())
})

Given(
  'a feature goes back to local when Kubernetes has not started it for {duration}',
  async function (this: KubesonicWorld, revertToLocal: Milliseconds) {
    await library().shortenHandOverWaits(this.dut.host, { revertToLocal })
  },
)

Given(
  "an image becomes the DUT's own when it has run for {duration}",
  async function (this: KubesonicWorld, tagLatest: Milliseconds) {
    await library().shortenHandOverWaits(this.dut.host, { tagLatest })
  },
)

Given(
  'Kubernetes runs {word} {word}',
  async function (this: KubesonicWorld, name: string, version: string) {
    const upgrade = await live().upgradeOf(this, name)
    await upgrade.deploy(version)
    await upgrade.handOver()
    await upgrade.runsInKubeMode(seconds(120))
  },
)

When(
  'I deploy {word} {word}',
  async function (this: KubesonicWorld, name: string, version: string) {
    await (await live().upgradeOf(this, name)).deploy(version)
  },
)

When(
  'I deploy {word} {word} with the docker options:',
  async function (this: KubesonicWorld, name: string, version: string, options: string) {
    const { parameters, leftOut } = library().fromDockerOptions(options)
    if (leftOut.length > 0) this.log(`Not taken over from docker run: ${leftOut.join(' ')}`)
    await (await live().upgradeOf(this, name)).deploy(version, parameters)
  },
)

When('I hand {word} over to Kubernetes', async function (this: KubesonicWorld, name: string) {
  await (await live().upgradeOf(this, name)).handOver()
})

When('I hand {word} back to systemd', async function (this: KubesonicWorld, name: string) {
  await (await live().upgradeOf(this, name)).handBack()
})

Then(
  '{word} goes from {owner} to {owner} within {duration}',
  async function (
    this: KubesonicWorld,
    name: string,
    from: FeatureOwner,
    to: FeatureOwner,
    within: Milliseconds,
  ) {
    const upgrade = await live().upgradeOf(this, name)
    await (to === 'kube' ? upgrade.runsInKubeMode(within) : upgrade.runsInLocalMode(within))
    const { values, told } = await upgrade.path('current_owner')
    expect({ owners: values, told }).toEqual({ owners: [from, 'none', to], told })
  },
)

Then(
  "{word}'s state on the DUT went through {words}",
  async function (this: KubesonicWorld, name: string, states: readonly string[]) {
    const { values, told } = await (await live().upgradeOf(this, name)).path('remote_state')
    expect({ states: values.slice(-states.length), told }).toEqual({ states, told })
  },
)

Then(
  '{word} {word} is what runs, by the pod, by Docker on the DUT and by STATE_DB',
  async function (this: KubesonicWorld, name: string, version: string) {
    const upgrade = await live().upgradeOf(this, name)
    expect(upgrade.version).toBe(version)
    await upgrade.runsInKubeMode(seconds(120))
    expect(await upgrade.doubtsInKubeMode()).toEqual([])
  },
)

Then(
  "the DUT's own {word} is what runs, by Docker on the DUT and by STATE_DB",
  async function (this: KubesonicWorld, name: string) {
    await (await live().upgradeOf(this, name)).isProvenLocal(seconds(15))
  },
)

Then(
  'the programs of {word} run within {duration}',
  async function (this: KubesonicWorld, name: string, within: Milliseconds) {
    const container = await (await live().upgradeOf(this, name)).container()
    await this.wait(library().healthy(this.dut.host, container), within)
  },
)

Then(
  "{word} {word} has become the DUT's own within {duration}",
  async function (this: KubesonicWorld, name: string, version: string, within: Milliseconds) {
    await this.wait(library().isTheDutsOwn(this.dut.host, name, version), within)
  },
)

Then(
  "{word}'s container of Kubernetes is held up within {duration}: {string}",
  async function (this: KubesonicWorld, name: string, within: Milliseconds, words: string) {
    await this.wait(library().isFrozen(this.dut.host, name, words), within)
  },
)

// The command has a deadline of its own.
Then(
  'the command succeeds within {duration}:',
  { timeout: -1 },
  async function (this: KubesonicWorld, within: Milliseconds, command: string) {
    const folder = process.env['INIT_CWD'] ?? process.cwd()
    const { signal } = interruption
    const environment = await this.surroundings()
    this.log(await library().runOnRunner(command, { environment, folder, within, signal }))
  },
)

Then('this is a known defect: {string}', function (this: KubesonicWorld, reason: string) {
  this.attach(`known defect, seen again: ${reason}`, skipReasonMediaType)
  return 'skipped'
})
