import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type Pod } from '../objects'
import { daemonsets } from '../resources/daemonsets'
import { pods } from '../resources/pods'
import { daemonSetEverywhere } from '../testing/daemonset-everywhere'
import { eventually } from '../testing/eventually'
import { type HttpsClient } from '../testing/https-client'
import { RecordedLab } from '../testing/recorded-lab'
import { isReady } from './availability'

let lab: RecordedLab
let admin: HttpsClient

before(async () => {
  lab = await RecordedLab.start()
  admin = await lab.client()
  await lab.kubelet.start()
})
after(() => lab[Symbol.asyncDispose]())

for (const policy of ['Foreground', 'Background', 'Orphan'] as const) {
  test(`a DaemonSet deleted with ${policy} ${policy === 'Orphan' ? 'leaves its pods' : 'takes its pods along'}`, async () => {
    const client = lab.cluster.client()
    const path = '/apis/apps/v1/namespaces/default/daemonsets'
    const name = `ds-${policy.toLowerCase()}`
    await admin.ask('POST', path, {
      contentType: 'application/yaml',
      body: daemonSetEverywhere(name),
    })
    const own = (): Pod[] =>
      client.list(pods, 'default').filter(({ metadata }) => metadata.labels?.app === name)
    await eventually('its pods run', () => own().filter(isReady).length === 2)

    const { body } = await admin.ask('DELETE', `${path}/${name}`, {
      contentType: 'application/json',
      body: { kind: 'DeleteOptions', apiVersion: 'v1', propagationPolicy: policy },
    })
    assert.equal((body as { kind: string }).kind, policy === 'Background' ? 'Status' : 'DaemonSet')
    await eventually(
      'it is gone',
      () => client.find(daemonsets, { namespace: 'default', name }) === undefined,
    )
    if (policy === 'Orphan')
      assert.ok(
        own().every(
          ({ metadata }) => metadata.ownerReferences === undefined && !metadata.deletionTimestamp,
        ),
      )
    else await eventually('its pods are gone', () => own().length === 0)
  })
}
