import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test, type TestContext } from 'node:test'
import { BadInput } from '../testbed/bad-input'
import { fromDockerOptions } from './docker-options'
import { generatedFeature } from './generated-feature'
import { readRows } from './rows-file'

test("every OS version is paired with every container, as container_upgrade's options say", (t) => {
  const file = inFolder(t, {
    'rows.yaml': `os_versions: 20240510.31|20241110.29
containers: docker-sonic-gnmi:202405-07|docker-snmp:20261102.01
parameters_file: parameters.json
image_url_template: http://images/<osversion>/sonic.bin
verify: pytest snmp
verify_within: 90 seconds
`,
    'parameters.json': JSON.stringify({
      'docker-sonic-gnmi': { parameters: ['--net=host', '-v /etc/sonic:/etc/sonic:ro'] },
    }),
  })
  const notes: string[] = []
  assert.deepEqual(
    readRows(file, (text) => notes.push(text)).map((row) => [
      ...[row.osVersion, row.container, row.image, row.version, row.dockerOptions],
      ...[row.verify, row.verifyWithin],
    ]),
    [
      ['20240510.31', 'gnmi', 'docker-sonic-gnmi', '202405-07', gnmiOptions, ...verify],
      ['20240510.31', 'snmp', 'docker-snmp', '20261102.01', '', ...verify],
      ['20241110.29', 'gnmi', 'docker-sonic-gnmi', '202405-07', gnmiOptions, ...verify],
      ['20241110.29', 'snmp', 'docker-snmp', '20261102.01', '', ...verify],
    ],
  )
  assert.match(notes.join(), /rows.yaml: image_url_template is not used: this suite installs no OS/)
})

const verify = ['pytest snmp', '90 seconds']
const gnmiOptions = '--net=host -v /etc/sonic:/etc/sonic:ro'

test('rows may be listed, in JSON too, each with a command of its own', (t) => {
  const rows = [
    { container: 'docker-snmp:2', verify: 'true' },
    { container: 'docker-lldp:3', os_version: 'master.1' },
  ]
  const file = inFolder(t, { 'rows.json': JSON.stringify(rows) })
  assert.deepEqual(
    readRows(file).map(({ osVersion, container, version, verify }) => [
      ...[osVersion, container, version, verify],
    ]),
    [
      ['', 'snmp', '2', 'true'],
      ['master.1', 'lldp', '3', ''],
    ],
  )
})

test('all that is wrong is told at once, with file, line and row', (t) => {
  const file = inFolder(t, {
    'rows.yaml': `rows:
  - container: docker-snmpp:1
  - container: docker-snmp
  - verify: "true"
  - container: docker-telemetry-sidecar:1
  - container: docker-snmp:a b
    verfy: "true"
`,
  })
  assert.throws(
    () => readRows(file),
    (error: Error) => {
      assert.ok(error instanceof BadInput)
      assert.match(
        error.message,
        /rows\.yaml:7: rows\[4\]\.verfy: is no field; did you mean verify\?/,
      )
      return true
    },
  )
  const mended = inFolder(t, {
    'rows.yaml': `rows:
  - container: docker-snmpp:1
  - container: docker-snmp
  - verify: "true"
  - container: docker-telemetry-sidecar:1
  - container: docker-snmp:a b
`,
  })
  assert.throws(
    () => readRows(mended),
    (error: Error) => {
      for (const says of [
        /5 mistakes in the file of upgrade rows/,
        /:2: .*row 1: "docker-snmpp:1" is unknown; did you mean docker-snmp\?/,
        /:3: .*row 2: "docker-snmp" is no container with its version/,
        /:4: .*row 3: .*names no container/,
        /:5: .*row 4: .* is no feature's container/,
        /:6: .*row 5: .* has a blank/,
      ])
        assert.match(error.message, says)
      return true
    },
  )
})

const wrong: readonly [title: string, text: string, says: RegExp][] = [
  ['no file of rows', 'snmp', /:1: is no file of rows/],
  ['no YAML', 'rows: [', /:1: is not YAML/],
  ['no rows', 'os_versions: a', /has no row/],
  [
    'rows that are the same',
    'os_versions: a\nrows:\n  - container: docker-snmp:1\n  - containers: docker-snmp:2|docker-snmp:1',
    /:4: .*row 2: docker-snmp:1 on a is there twice/,
  ],
  [
    'a time that is none',
    'containers: docker-snmp:1\nverify: "true"\nverify_within: 1h',
    /:3: verify_within: is no time; write 90 seconds or 30 minutes/,
  ],
  [
    'parameters that are not there',
    'containers: docker-snmp:1\nparameters_file: x.json',
    /:2: parameters_file: x.json cannot be read/,
  ],
]

for (const [title, text, says] of wrong)
  test(`a file with ${title} is refused`, (t) => {
    assert.throws(() => readRows(inFolder(t, { 'rows.yaml': text })), {
      name: 'RowsFileError',
      message: says,
    })
  })

test('options of docker run become parameters of a DaemonSet; what has no counterpart is told', () => {
  assert.deepEqual(
    fromDockerOptions(
      '--net=host --pid=host --privileged -v /etc/sonic:/etc/sonic:ro -e A=b=c -e "B=two words" --env RUNTIME_OWNER=local --cap-add=SYS_BOOT --security-opt seccomp=unconfined',
    ),
    {
      parameters: {
        hostNetwork: true,
        hostPID: true,
        privileged: true,
        runtimeOwner: 'local',
        volumes: ['/etc/sonic:/etc/sonic:ro'],
        env: { A: 'b=c', B: 'two words' },
      },
      leftOut: ['--cap-add=SYS_BOOT', '--security-opt seccomp=unconfined'],
    },
  )
})

test('the generated feature has a step for what a row names, and none for what it does not', () => {
  const row = { container: 'snmp', image: 'docker-snmp', version: '2', dockerOptions: '' }
  const text = generatedFeature(
    [
      {
        ...row,
        ...{ osVersion: '20251110.07', verify: 'grep "a|b" \\"', verifyWithin: '5 minutes' },
      },
      { ...row, osVersion: '', verify: '', verifyWithin: '' },
    ],
    'rows.yaml',
  )
  assert.match(
    text,
    / {4}And the command succeeds within <verify within>:\n {6}"{3}\n {6}<verify>\n {6}"{3}\n/,
  )
  assert.ok(text.includes('| 20251110.07     | snmp      | 2             | grep "a\\|b" \\\\" |'))
  const [, , second = ''] = text.split('Scenario Outline')
  assert.doesNotMatch(second, /verify|base OS/)
})

function inFolder(t: TestContext, files: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(join(tmpdir(), 'kubesonic-rows-'))
  t.after(() => rmSync(folder, { recursive: true }))
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text)
  return join(folder, Object.keys(files)[0] ?? '')
}
