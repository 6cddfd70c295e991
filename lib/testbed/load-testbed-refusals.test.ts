import assert from 'node:assert/strict'
import { test } from 'node:test'
import { BadInput } from './bad-input'
import { loadTestbed } from './load-testbed'
import { env, inFile, load, minimal } from './testing/testbed-text'

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
