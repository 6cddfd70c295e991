import assert from 'node:assert/strict'
import { test } from 'node:test'
import { verifying } from '../../sidecar/client-certificates'
import { eventually } from '../dut/test-dut'
import { device, once, podOf } from './fixtures/device'
import { sidecarImages } from './sidecar-images'

const shared = '/usr/share/sonic/scripts/k8s_pod_control.sh'

test('the first generation goes by kubectl, keeps the row of gnmi, and leaves a unit that the next one restores', async (t) => {
  const { journal, dut } = await device(t, '202505')
  const noPods = '#!/bin/sh\necho "$@" >> /tmp/asked\n'
  dut.machine.fs.remove('/usr/local/bin/kubectl')
  dut.machine.fs.writeText('/usr/local/bin/kubectl', noPods, { mode: 0o755 })
  const { sidecar } = podOf(dut, 'telemetry', {
    tag: '20260110.01',
    env: Object.entries(verifying([{ cname: 'c', roles: ['a', 'b'] }])).map(
      ([name, value]) => `${name}=${value}`,
    ),
  })
  const unit = (): string => dut.machine.fs.readText('/lib/systemd/system/telemetry.service')
  await eventually(() => /^User=root$/m.test(unit()))
  assert.equal(dut.databases.config.hget('GNMI|gnmi', 'user_auth'), 'cert')
  assert.deepEqual(dut.databases.config.hgetall('GNMI_CLIENT_CERT|c'), { role: 'a,b' })
  assert.match(dut.machine.fs.readText(shared), /kubelet\.conf/)
  assert.equal(dut.machine.fs.exists('/usr/share/sonic/scripts/docker-telemetry-sidecar'), false)
  await eventually(() => dut.machine.fs.exists('/tmp/asked'))
  assert.match(
    dut.machine.fs.readText('/tmp/asked'),
    /^--kubeconfig \/etc\/kubernetes\/kubelet\.conf --request-timeout=5s -n sonic get pods --field-selector spec.nodeName=vlab-01 -l raw_container_name=telemetry/,
  )
  assert.deepEqual(journal.lines().slice(1, 3), [
    'Set GNMI|gnmi.user_auth=cert (was: <unset>)',
    'Created GNMI_CLIENT_CERT|c with role=a,b',
  ])
  dut.docker.remove(sidecar, true)
  await once(dut, podOf(dut, 'telemetry', { name: 'newer' }).sidecar)
  assert.match(unit(), /^User=admin$/m)
})

test('in March 2026 pod control asks the kubelet, which does not tell it: it restarts nothing, and a stop ends its trying', async (t) => {
  const { dut, run, journal } = await device(t, '202505')
  const clients = verifying([{ cname: 'c', roles: ['a', 'b'] }])
  const { sidecar } = podOf(dut, 'telemetry', {
    tag: '20260313.01',
    env: Object.entries(clients).map(([name, value]) => `${name}=${value}`),
  })
  await journal.says('GNMI_CLIENT_CERT|c')
  assert.equal(dut.databases.config.hget('TELEMETRY|gnmi', 'user_auth'), 'cert')
  assert.deepEqual(dut.databases.config.hgetall('GNMI_CLIENT_CERT|c'), { role: "['a', 'b']" })
  const tries = (): string[] =>
    dut.journal
      .entries()
      .filter(({ identifier }) => identifier === 'k8s-podctl#system')
      .map(({ message }) => message)
  await eventually(() => tries().length > 0)
  assert.match(tries()[0] ?? '', /^kubelet curl retry 1\/10: HTTP 000 from kubelet$/)
  // It would restart the unit once more, for the unit's file.
  dut.docker.remove(sidecar, true)
  const began = Date.now()
  await run('systemctl stop telemetry')
  assert.ok(Date.now() - began < 10_000, 'it would try for twenty seconds')
  assert.equal(dut.systemd.find('telemetry')?.state, 'inactive')
})

test('an image has its sources where the Dockerfile of SONiC puts them: pod control apart from all else', () => {
  const sources = (tag: string): string[] =>
    Object.keys(
      sidecarImages('any').find(({ tags }) => tags?.includes(`docker-restapi-sidecar:${tag}`))
        ?.files ?? {},
    ).filter((file) => !file.includes('20'))
  const today = [
    '/usr/bin/systemd_stub.py',
    '/usr/share/sonic/scripts/k8s_pod_control.sh',
    '/usr/share/sonic/systemd_scripts/restapi.sh',
  ]
  assert.deepEqual(sources('latest').toSorted(), today)
  assert.ok(today.every((file) => sources('20260318.01').includes(file)))
})
