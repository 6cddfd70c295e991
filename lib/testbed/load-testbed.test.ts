import assert from 'node:assert/strict'
import { join } from 'node:path'
import { test } from 'node:test'
import { loadTestbed } from './load-testbed'
import { env, inFile, load, minimal } from './testing/testbed-text'

const login = { port: 22, identityFile: null, password: null, hostKey: 'verified' }

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
