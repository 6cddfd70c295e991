import assert from 'node:assert/strict'
import { test } from 'node:test'
import { connectToMachine } from '../../host/fixtures/simulated-host'
import { type Host } from '../../host/host'
import { type V1Pod } from '../../kube/api/client-node'
import { bootTestDut, eventually } from '../../simulator/dut/test-dut'
import { seconds } from '../../wait/duration'
import { waitFor } from '../../wait/wait-for'
import { programsIn, unhealthyPrograms } from './health'
import { disagreeing, dutContainer, localModeProven, versionInKubeMode } from './running-version'

const id = `1a3aeccb9b2d${'0'.repeat(52)}`
const imageId = `sha256:d5bf7f11d2c7${'0'.repeat(52)}`
const image = '10.251.0.1:5000/docker-snmp:v2'
const wanted = { image, version: '20261102.01' }

const dut = (version: string, tags: string, row = version, built = version): Host =>
  ({
    name: 'vlab-01',
    run: async ({ script }: { script: string }) => ({
      stdout: script.includes('docker inspect')
        ? `${id} ${imageId} true\nversion ${version}\nbuilt version ${built}\n${tags}\n`
        : `{'set_owner': 'kube'}\n{'current_owner': 'kube', 'container_id': '1a3aeccb9b2d', 'container_version': '${row}'}\n{}`,
    }),
  }) as never

const pod = (imageID: string): V1Pod =>
  ({
    status: {
      containerStatuses: [{ name: 'snmp', image, imageID, containerID: `docker://${id}` }],
    },
  }) as never

test('three witnesses agree on a loaded image and on a pulled one', async () => {
  const digest = `10.251.0.1:5000/docker-snmp@sha256:${'e'.repeat(64)}`
  for (const imageID of [`docker://${imageId}`, `docker-pullable://${digest}`])
    assert.deepEqual(
      disagreeing(
        await versionInKubeMode(
          dut('20261102.01', `${image}\n${digest}`),
          'snmp',
          pod(imageID),
          wanted,
        ),
      ),
      [],
    )
})

test('an image that has another name, too, is still that image', async () => {
  const other = dut('20261102.01', `docker-snmp:latest\n${image}`)
  const named = pod(`docker://${imageId}`)
  Object.assign(named.status?.containerStatuses?.[0] ?? {}, { image: 'docker-snmp:latest' })
  assert.deepEqual(disagreeing(await versionInKubeMode(other, 'snmp', named, wanted)), [])
})

const lies: readonly [title: string, dut: Host, imageID: string, says: RegExp][] = [
  [
    'a pod that was started from another image',
    dut('20261102.01', image),
    `docker://sha256:${'f'.repeat(64)}`,
    /^the pod's imageID: wanted sha256:d5bf/,
  ],
  [
    'a name that has moved to another image',
    dut('20261102.01', '10.251.0.1:5000/docker-snmp:v3'),
    `docker://${imageId}`,
    /^the container's image on the DUT: wanted .*:v2, found .*:v3$/,
  ],
  [
    'an image that was built as another version than its name says',
    dut('20261102.01', image, undefined, '20261101.01'),
    `docker://${imageId}`,
    /^IMAGE_VERSION that the image was built with: wanted 20261102.01, found 20261101.01$/,
  ],
  [
    'a row that is left over',
    dut('20261102.01', image, '20261101.01'),
    `docker://${imageId}`,
    /^container_version in STATE_DB: wanted 20261102.01, found 20261101.01$/,
  ],
]

for (const [title, machine, imageID, says] of lies)
  test(`${title} is found out`, async () => {
    const said = disagreeing(await versionInKubeMode(machine, 'snmp', pod(imageID), wanted))
    assert.equal(said.length, 1)
    assert.match(said[0] ?? '', says)
  })

const status = `dependent-startup                EXITED    Nov 23 09:14 AM
rsyslogd                         RUNNING   pid 31, uptime 0:01:10
snmpd                            FATAL     Exited too quickly (process log may have details)
start                            EXITED    Nov 23 09:14 AM
`

test('a feature is healthy when all its programs run but those that run once', async () => {
  const answering = (stdout: string): Host =>
    ({
      name: 'vlab-01',
      attempt: async () => ({ stdout: `${critical}--\n${stdout}`, stderr: '', exitCode: 3 }),
    }) as never
  let critical = ''
  assert.deepEqual(await unhealthyPrograms(answering(status), 'snmp'), [
    { name: 'snmpd', state: 'FATAL' },
  ])
  assert.equal(programsIn(status).length, 4)
  critical = 'program:rsyslogd\n'
  assert.deepEqual(
    await unhealthyPrograms(answering(status.replace('FATAL', 'EXITED')), 'pmon'),
    [],
  )
  critical = 'program:snmpd\ngroup:dhcp-relay\n'
  assert.deepEqual(await unhealthyPrograms(answering(status), 'snmp'), [
    { name: 'snmpd', state: 'FATAL' },
    { name: 'dhcp-relay', state: '(not there)' },
  ])
  critical = ''
  await assert.rejects(unhealthyPrograms(answering(''), 'snmp'), /told no program \(exit code 3\)/)
})

test('local mode is proven once the local container has told its version: until then the row has that of Kubernetes', async (t) => {
  const { dut, close } = await bootTestDut({ variant: 'master', scale: 1, password: 'x' })
  t.after(close)
  const host = await connectToMachine(t, dut.machine, { address: '10.250.0.101', password: 'x' })
  const version = (): string | undefined =>
    dut.databases.state.hget('FEATURE|snmp', 'container_version')
  await eventually(() => version() !== undefined)
  const own = version()
  const before = await dutContainer(host, 'snmp')
  await dut.machine.exec('systemctl stop snmp')
  dut.databases.state.hset('FEATURE|snmp', { container_version: '20261102.01' })
  await dut.machine.exec('systemctl start snmp')
  await waitFor(localModeProven(host, 'snmp', before), { within: seconds(10) })
  assert.equal(version(), own)

  dut.databases.state.hset('FEATURE|snmp', { container_version: '20261102.01' })
  await assert.rejects(
    waitFor(localModeProven(host, 'snmp', before), { within: seconds(1) }),
    /container_version in STATE_DB: wanted \S+, found 20261102\.01/,
  )
})
