import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { BadInput } from './bad-input'
import { loadTestbed } from './load-testbed'
import { type Testbed } from './testbed'

const minimal = `name: lab
vmhost:
  address: 10.250.0.1
  ssh: { user: root }
duts:
  - name: vlab-01
    address: 10.250.0.101
    ssh: { user: admin }
`

test('everything but names, addresses and logins has a default', () => {
  const { name, vmhost, duts, cluster, images, knownHosts, lease, warnings } = load(minimal)
  assert.deepEqual(
    { name, vmhost, duts, cluster, images, knownHosts, lease, warnings },
    {
      name: 'lab',
      vmhost: {
        name: 'vmhost',
        address: '10.250.0.1',
        ssh: { ...login, host: '10.250.0.1', user: 'root', become: 'none' },
        unarmed: false,
        proxy: null,
      },
      duts: [
        {
          name: 'vlab-01',
          address: '10.250.0.101',
          ssh: { ...login, host: '10.250.0.101', user: 'admin', become: 'sudo' },
          unarmed: false,
        },
      ],
      cluster: {
        kubernetes: 'v1.22.2',
        minikube: { version: 'v1.34.0', url: null, sha256: null, path: null },
        profile: 'kubesonic',
        apiPort: 6443,
        api: { host: null, port: null },
        existing: false,
        lifetime: 'run',
        cache: 'keep',
      },
      images: { pause: 'k8s.gcr.io/pause:3.5', registry: null },
      knownHosts: '/home/me/.ssh/known_hosts',
      lease: { seconds: 120 },
      warnings: [],
    },
  )
})

test('a machine that cannot put itself back deserves a second thought', () => {
  const { duts, warnings } = load(
    minimal.replace('- name: vlab-01', '- name: vlab-01\n    unarmed: true'),
  )
  assert.equal(duts[0]?.unarmed, true)
  assert.match(warnings[0] ?? '', /^vlab-01 is unarmed: .*npx kubesonic restore/)
})

test('paths are relative to the file, ~ is the home of the user', () => {
  const text = `${minimal}knownHosts: ./keys/known_hosts
`.replace('{ user: root }', '{ user: root, identityFile: ~/.ssh/id_ed25519 }')
  inFile(text, (file, dir) => {
    const testbed = loadTestbed(file, env)
    assert.equal(testbed.knownHosts, join(dir, 'keys/known_hosts'))
    assert.equal(testbed.vmhost.ssh.identityFile, '/home/me/.ssh/id_ed25519')
  })
})

test('a ${VAR} works in any value, numbers and truth values too', () => {
  const text =
    `${minimal}cluster: { apiPort: "\${PORT}", existing: "\${EXISTING}", profile: "k-\${NAME}" }
`.replace(
      '{ user: admin }',
      '{ user: admin, port: "${PORT}", password: "${PW}", become: sudo-password }',
    )
  const { cluster, duts, warnings } = load(text, {
    PORT: '2222',
    EXISTING: 'true',
    NAME: 'x',
    PW: '123456',
  })
  assert.deepEqual([cluster.apiPort, cluster.existing, cluster.profile], [2222, true, 'k-x'])
  assert.equal(duts[0]?.ssh.port, 2222)
  assert.equal(duts[0]?.ssh.password?.reveal(), '123456')
  assert.deepEqual(warnings, [])
})

test('a password that is written out is accepted, with a warning that does not repeat it', () => {
  const text = minimal.replace('{ user: admin }', '{ user: admin, password: hunter2 }')
  const { duts, warnings } = load(text)
  assert.equal(duts[0]?.ssh.password?.reveal(), 'hunter2')
  assert.deepEqual(warnings, ['line 8: duts[0].ssh.password is written out; better "${VAR}"'])
})

test('a host key that is not verified is accepted, with a warning that says what it means', () => {
  const unverified = '{ user: admin, hostKey: unverified }'
  const { duts, warnings } = load(minimal.replace('{ user: admin }', unverified))
  assert.equal(duts[0]?.ssh.hostKey, 'unverified')
  assert.deepEqual(warnings, [
    'line 8: duts[0].ssh.hostKey is unverified: whoever answers there is believed, and may be somebody else',
  ])
  const withPassword = unverified.replace('}', ', password: "${PW}" }')
  assert.match(
    load(minimal.replace('{ user: admin }', withPassword), { PW: 'x' }).warnings[0] ?? '',
    /is believed, and gets the password$/,
  )
})

test('differences are tolerated by machine, class and item, with a reason', () => {
  const { receipt } = load(
    `${minimal}receipt:\n  tolerate:\n    - { class: images, item: "*", reason: pulled by us }\n`,
  )
  assert.deepEqual(receipt.tolerate, [
    { machine: undefined, class: 'images', item: '*', reason: 'pulled by us' },
  ])
  assert.deepEqual(load(minimal).receipt, { tolerate: [] })
})

test('all mistakes are told at once, each with line, field and fix', () => {
  const text = `name: lab
vmhost:
  address: vmhost.example
  ssh: { user: root, prot: 22 }
duts:
  - name: vlab_01
    adress: 10.250.0.101
    ssh: { user: admin, password: "\${DUT_PASSWORD}", proxyJump: bastion, become: su }
cluster:
  kubernetes: 1.22.2
  apiPort: 70000
`
  inFile(text, (file) => {
    assert.throws(
      () => loadTestbed(file, env),
      (error: Error) => {
        assert.ok(error instanceof BadInput)
        assert.equal(error.name, 'TestbedFileError')
        assert.equal(
          error.message,
          `10 mistakes in the testbed file ${file}
  ${file}:3: vmhost.address: is no IP address; names are not enough here
  ${file}:4: vmhost.ssh.prot: is no field; did you mean port?
  ${file}:6: duts[0].name: cannot be a node; letters, digits, - and . only, as \`hostname\` prints it on the DUT
  ${file}:6: duts[0].address: is missing; write a text
  ${file}:7: duts[0].adress: is no field; did you mean address?
  ${file}:8: duts[0].ssh.password: needs the environment variable DUT_PASSWORD, which is not set; export DUT_PASSWORD=…
  ${file}:8: duts[0].ssh.become: is "su"; write none or sudo or sudo-password
  ${file}:8: duts[0].ssh.proxyJump: is not yet supported; run the suite on a machine that reaches the testbed directly
  ${file}:10: cluster.kubernetes: is no full version; write it like v1.22.2
  ${file}:11: cluster.apiPort: is no port; write a number from 1 to 65535`,
        )
        return true
      },
    )
  })
})

const wrong: readonly [title: string, text: string, says: RegExp][] = [
  ['an empty file', '', /1: is no testbed file; docs\/lab\.md has a complete one/],
  ['a file that is not YAML', 'name: [lab', /:1: is not YAML/],
  [
    'a field that is there twice',
    `${minimal}name: other\n`,
    /:9: is not YAML: Map keys must be unique/,
  ],
  [
    'no DUT',
    minimal.replace(/duts:[^]*/, 'duts: []\n'),
    /:5: duts: is empty; a testbed has at least one DUT/,
  ],
  [
    'two DUTs that make one node',
    `${minimal}  - { name: VLAB-01, address: 10.250.0.102, ssh: { user: admin } }\n`,
    /:9: duts\[1\]\.name: makes the same node as duts\[0\]/,
  ],
  [
    'two machines with one address',
    `${minimal}  - { name: vlab-02, address: 10.250.0.1, ssh: { user: admin } }\n`,
    /:9: duts\[1\]\.address: is the address of the vmhost/,
  ],
  [
    'sudo-password without a password',
    minimal.replace('{ user: admin }', '{ user: admin, become: sudo-password }'),
    /:8: duts\[0\]\.ssh\.become: needs a password/,
  ],
  [
    'a minikube that refuses the Kubernetes version',
    `${minimal}cluster:\n  minikube: { version: v1.37.0 }\n  kubernetes: v1.22.2\n`,
    /:11: cluster\.kubernetes: is too old for minikube v1\.37\.0, which starts v1\.28\.0 and newer; take minikube v1\.36\.0 or older/,
  ],
  [
    'a checksum that is none',
    `${minimal}cluster: { minikube: { sha256: ABC } }\n`,
    /:9: cluster\.minikube\.sha256: is no SHA-256/,
  ],
  [
    'a number that YAML made of a version',
    `${minimal}cluster: { kubernetes: 1.22 }\n`,
    /is not a text but 1\.22; put it in quotes/,
  ],
  [
    'a tolerated difference without a reason',
    `${minimal}receipt: { tolerate: [{ class: images, item: x }] }\n`,
    /:9: receipt\.tolerate\[0\]\.reason: is missing; write a text/,
  ],
  [
    'a tolerated class that no receipt has',
    `${minimal}receipt: { tolerate: [{ class: image, item: x, reason: y }] }\n`,
    /receipt\.tolerate\[0\]\.class: is "image"; write hosts file or credentials or /,
  ],
  [
    'a tolerated difference of a machine that is not in the testbed',
    `${minimal}receipt: { tolerate: [{ machine: vlab-2, class: images, item: x, reason: y }] }\n`,
    /receipt\.tolerate\[0\]\.machine: is no machine of this testbed; write vmhost or vlab-01/,
  ],
  [
    'a misspelt way to check host keys',
    minimal.replace('{ user: admin }', '{ user: admin, hostKey: no }'),
    /:8: duts\[0\]\.ssh\.hostKey: is "no"; write verified or unverified/,
  ],
  [
    'a proxy with a login in it',
    minimal.replace('duts:', '  proxy: { http: "http://me:hunter2@proxy:3128" }\nduts:'),
    /:5: vmhost\.proxy\.http: has a login in it, which every user of the vmhost would see/,
  ],
  [
    'a lease that is a text',
    `${minimal}lease: { seconds: long }\n`,
    /lease\.seconds: is "long"; write a number/,
  ],
]

for (const [title, text, says] of wrong)
  test(`${title} is refused`, () => {
    assert.throws(() => load(text), { name: 'TestbedFileError', message: says })
  })

test('a file that is not there is refused by its name', () => {
  assert.throws(() => loadTestbed('/nowhere/lab.yaml'), {
    name: 'TestbedFileError',
    message: /\/nowhere\/lab\.yaml:1: cannot be read: ENOENT/,
  })
})

test('the value behind a variable never shows in a message', () => {
  const text = minimal.replace('{ user: admin }', '{ user: admin, port: "${PW}" }')
  assert.throws(
    () => load(text, { PW: 'hunter2' }),
    (error: Error) => {
      assert.match(error.message, /duts\[0\]\.ssh\.port: is "\$\{PW\}"; write a number/)
      assert.doesNotMatch(error.message, /hunter2/)
      return true
    },
  )
})

const env = { HOME: '/home/me' }
const login = { port: 22, identityFile: null, password: null, hostKey: 'verified' }

const load = (text: string, more: Record<string, string> = {}): Testbed =>
  inFile(text, (file) => loadTestbed(file, { ...env, ...more }))

function inFile<T>(text: string, use: (file: string, dir: string) => T): T {
  const dir = mkdtempSync(join(tmpdir(), 'testbed-'))
  try {
    const file = join(dir, 'lab.yaml')
    writeFileSync(file, text)
    return use(file, dir)
  } finally {
    rmSync(dir, { recursive: true })
  }
}

test('the testbed file of the documentation is one, without a warning', () => {
  const file = join(__dirname, '../../docs/lab.yaml')
  const { vmhost, duts, cluster, warnings } = loadTestbed(file, { HOME: '/home/me' })
  assert.deepEqual(warnings, [])
  assert.deepEqual(
    [vmhost.address, vmhost.ssh.become, duts[0]?.name, duts[0]?.ssh.become, cluster.kubernetes],
    ['10.250.0.1', 'none', 'vlab-01', 'sudo', 'v1.20.2'],
  )
  assert.equal(vmhost.ssh.identityFile, '/home/me/.ssh/id_ed25519')
})
