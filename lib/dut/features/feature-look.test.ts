import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Host } from '../../host/host'
import { seconds } from '../../wait/duration'
import { waitFor } from '../../wait/wait-for'
import { isFrozen, runsInKubeMode, runsInLocalMode } from './feature-conditions'
import { describeLook, lookIn, whyStuck } from './feature-look'

// The rows and lines are those that the lab answered: hand-over 03, freeze 07, stuck roll 22 (contracts/containers).

const labels = (local: string): string =>
  `{'sonic_version': 'master.lab-086b03bd7', 'hwsku': 'Force10-S6000', 'snmp_enabled': 'true', 'snmp_local': '${local}'}`

const kubeMode = `{'auto_restart': 'enabled', 'set_owner': 'kube', 'state': 'enabled'}
{'system_state': 'up', 'update_time': '2026-11-23 09:14:17', 'remote_state': 'running', 'current_owner': 'kube', 'container_id': '1a3aeccb9b2d', 'container_version': '20261102.01', 'container_stable_version': '20261101.01'}
${labels('20261101.01')}
--
active
--
1a3aeccb9b2d k8s_snmp_snmp-btc82_sonic_8ebc17ef-1843-4ec7-b9e7-3bd36ee4f5bd_0
d0762640b336 k8s_POD_snmp-btc82_sonic_8ebc17ef-1843-4ec7-b9e7-3bd36ee4f5bd_0
--
`

const frozen = `{'auto_restart': 'enabled', 'set_owner': 'kube', 'state': 'enabled'}
{'system_state': 'up', 'update_time': '2026-11-23 09:16:25', 'remote_state': 'none', 'current_owner': 'local', 'container_id': 'snmp', 'container_version': '20261103.01', 'container_stable_version': '20261103.01', 'container_last_version': '20261102.01'}
${labels('20261103.01')}
--
active
--
5ce92c4b2c8b k8s_snmp_snmp-tc89n_sonic_35ce6188-e842-4701-8f2e-b478cf5fe90f_0
0cf337b131c4 k8s_POD_snmp-tc89n_sonic_35ce6188-e842-4701-8f2e-b478cf5fe90f_0
071a29fe4751 snmp
--
Blocking .... feat:snmp docker_id:4307a6431917 msg:bail out as set_owner is local
Blocking .... feat:snmp docker_id:5ce92c4b2c8b msg:This version is marked disabled. Exiting ...
`

const stuck = `{'auto_restart': 'enabled', 'set_owner': 'kube', 'state': 'enabled'}
{'system_state': 'up', 'update_time': '2026-11-23 09:32:14', 'remote_state': 'pending', 'current_owner': 'kube', 'container_id': 'd2da951b900a', 'container_version': '20261103.05', 'container_stable_version': '20261102.05', 'container_last_version': '20261102.02'}
${labels('20261104.02')}
--
failed
--
--
`

const dutThatSays = (text: string): Host =>
  ({
    name: 'vlab-01',
    run: async () => ({ stdout: text, stderr: '', exitCode: 0, ms: 0 }),
  }) as never

const within = seconds(0)

test('kube mode is the container, the row and the absence of a local container, all at once', async () => {
  const look = await waitFor(
    runsInKubeMode(dutThatSays(kubeMode), 'snmp', { version: '20261102.01' }),
    {
      within,
    },
  )
  assert.deepEqual(look.kubeContainers, ['1a3aeccb9b2d'])
  const lies = [
    kubeMode.replace('1a3aeccb9b2d k8s', 'ffffffffffff k8s'),
    kubeMode.replace(/^1a3a.*\n/m, ''),
    kubeMode.replace("'running'", "'ready'"),
    kubeMode.replace('d0762640b336 k8s_POD', 'd0762640b336 snmp\nd0762640b337 k8s_POD'),
    kubeMode.replaceAll('20261102.01', '20261102.02'),
  ]
  for (const lie of lies)
    await assert.rejects(
      waitFor(runsInKubeMode(dutThatSays(lie), 'snmp', { version: '20261102.01' }), { within }),
      /Timed out[^]*set_owner kube, current_owner kube/,
    )
})

test('a container that blocks for ever ends the wait at once, with its own words and the way out', async () => {
  const kube = runsInKubeMode(dutThatSays(frozen), 'snmp')
  await assert.rejects(waitFor(kube, { within: seconds(60) }), {
    name: 'FeatureHeldUp',
    message:
      /container 5ce92c4b2c8b blocks for ever: "This version is marked disabled. Exiting ..."[^]*deploy another version: the DUT itself runs 20261103.01/,
  })
  const look = await waitFor(isFrozen(dutThatSays(frozen), 'snmp', 'marked disabled'), { within })
  assert.match(describeLook(look), /frozen: "This version is marked disabled/)
  await assert.rejects(
    waitFor(isFrozen(dutThatSays(kubeMode), 'snmp', 'marked disabled'), { within }),
  )
})

test('a container that a roll takes away may block: the one that comes is waited for', async () => {
  const options = { outgoing: ['5ce92c4b2c8b'] }
  const kube = runsInKubeMode(dutThatSays(frozen), 'snmp', options)
  await assert.rejects(waitFor(kube, { within }), { name: 'WaitTimeoutError' })
  const comes = frozen
    .replaceAll("'local'", "'kube'")
    .replace("'container_id': 'snmp'", "'container_id': '1a3aeccb9b2d'")
    .replace("'remote_state': 'none'", "'remote_state': 'running'")
    .replace('071a29fe4751 snmp', '1a3aeccb9b2d k8s_snmp_snmp-btc82_sonic_8ebc17ef_0')
  await waitFor(runsInKubeMode(dutThatSays(comes), 'snmp', options), { within })
})

test('a container whose id the DUT does not know is named: nobody waits for its end', async () => {
  const nameless = kubeMode.replace("'container_id': '1a3aeccb9b2d'", "'container_id': ''")
  await assert.rejects(
    waitFor(runsInKubeMode(dutThatSays(nameless), 'snmp'), { within: seconds(60) }),
    { name: 'FeatureHeldUp', message: /no id of the container that Kubernetes runs[^]*cgroup2fs/ },
  )
})

test('what a container that has ended once said does not count', () => {
  assert.deepEqual([...lookIn('snmp', frozen).blocked.keys()], ['5ce92c4b2c8b'])
})

test('the stuck roll is named, with the command that helps', async () => {
  assert.match(whyStuck(lookIn('snmp', stuck)) ?? '', /d2da951b900a, which Docker has no more/)
  assert.equal(whyStuck(lookIn('snmp', stuck.replace('failed', 'active'))), undefined)
  await assert.rejects(
    waitFor(runsInKubeMode(dutThatSays(stuck), 'snmp'), { within: seconds(60) }),
    { name: 'FeatureHeldUp', message: /Next: container stop snmp; systemctl reset-failed snmp/ },
  )
})

test('local mode while a container of Kubernetes is frozen is local mode: that is what runs', async () => {
  const look = await waitFor(runsInLocalMode(dutThatSays(frozen), 'snmp'), { within })
  assert.equal(look.localLabel, '20261103.01')
  await assert.rejects(waitFor(runsInLocalMode(dutThatSays(kubeMode), 'snmp'), { within }))
})
