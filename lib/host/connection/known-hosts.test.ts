import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { isInstalled } from '../fixtures/installed'
import { fingerprint, hostKeyOf, isNoted, knownKeys } from './known-hosts'

const key = 'AAAAC3NzaC1lZDI1NTE5AAAAIA6gmOfL1ZM0xMkLDaRRhtl+D0vfmWcFVjdqiKoOFUrs'
const ed25519 = { type: 'ssh-ed25519', base64: key }
const line = (names: string): string => `${names} ssh-ed25519 ${key} a comment\n`
/** Made with `ssh-keygen -H` from `10.250.0.1` and `[10.250.0.1]:2222`. */
const hashed = {
  port22: '|1|0cvI5VRMiEHpj5SOYQyAUFykLSM=|znpy8T06Bi2EhpKFqlWT9jAmKjA=',
  port2222: '|1|EuqyfqfLXnB51HUwgz3SBntO92g=|nWhsSFxIlHDhA5fqkogt6EqX4vo=',
}

const cases: readonly [title: string, text: string, host: string, port: number, found: boolean][] =
  [
    ['a name', line('10.250.0.1'), '10.250.0.1', 22, true],
    ['another name', line('10.250.0.2'), '10.250.0.1', 22, false],
    ['one of several names', line('vmhost,10.250.0.1'), '10.250.0.1', 22, true],
    ['a name in other letters', line('VmHost'), 'vmhosT', 22, true],
    ['a name with its port', line('[10.250.0.1]:2222'), '10.250.0.1', 2222, true],
    ['a name with another port', line('[10.250.0.1]:2222'), '10.250.0.1', 22, false],
    ['a name without port for one with port', line('10.250.0.1'), '10.250.0.1', 2222, true],
    ['a wildcard', line('10.250.0.*'), '10.250.0.1', 22, true],
    ['a dot is no wildcard', line('10.250.0.1'), '10.250x0.1', 22, false],
    ['a question mark', line('10.250.0.?'), '10.250.0.12', 22, false],
    ['a wildcard with an exception', line('10.250.0.*,!10.250.0.1'), '10.250.0.1', 22, false],
    ['a hashed name', line(hashed.port22), '10.250.0.1', 22, true],
    ['a hashed name of another host', line(hashed.port22), '10.250.0.2', 22, false],
    ['a hashed name with port', line(hashed.port2222), '10.250.0.1', 2222, true],
    ['a comment', `# ${line('10.250.0.1')}`, '10.250.0.1', 22, false],
    ['a certificate authority', `@cert-authority ${line('10.250.0.1')}`, '10.250.0.1', 22, false],
    ['an IPv6 address', line('fc00::1'), 'fc00::1', 22, true],
  ]

for (const [title, text, host, port, found] of cases)
  test(`${title} ${found ? 'is found' : 'is not the one asked for'}`, () => {
    assert.deepEqual(knownKeys(text, host, port).trusted, found ? [ed25519] : [])
  })

test('a port is noted where an entry names it; one without port is of port 22', () => {
  const plain = line('10.250.0.1')
  assert.deepEqual(
    [22, 2222].map((port) => isNoted(plain, '10.250.0.1', port)),
    [true, false],
  )
  assert.equal(isNoted(line('[10.250.0.1]:2222'), '10.250.0.1', 2222), true)
  assert.equal(isNoted(line(hashed.port2222), '10.250.0.1', 2222), true)
  assert.equal(isNoted(`@revoked ${plain}`, '10.250.0.1', 22), false)
})

test('a host may have keys of several types', () => {
  const text = `${line('vmhost')}vmhost ssh-rsa AAAAB3Nz\n`
  assert.deepEqual(
    knownKeys(text, 'vmhost', 22).trusted.map(({ type }) => type),
    ['ssh-ed25519', 'ssh-rsa'],
  )
})

test('an entry with the port wins over one without', () => {
  const text = `vmhost ssh-rsa AAAAB3Nz\n${line('[vmhost]:2222')}`
  assert.deepEqual(knownKeys(text, 'vmhost', 2222).trusted, [ed25519])
})

test('a revoked key is no trusted one', () => {
  const { trusted, revoked } = knownKeys(`@revoked ${line('*')}`, 'vmhost', 22)
  assert.deepEqual({ trusted, revoked }, { trusted: [], revoked: [ed25519] })
})

test('a key is known again by its blob', () => {
  assert.deepEqual(hostKeyOf(Buffer.from(key, 'base64')), ed25519)
})

test('OpenSSH agrees: names hashed by ssh-keygen are found, fingerprints are the same', (t) => {
  if (!isInstalled('ssh-keygen')) return t.skip('ssh-keygen is not installed')
  const directory = mkdtempSync(join(tmpdir(), 'known-hosts-'))
  t.after(() => rmSync(directory, { recursive: true }))
  const file = join(directory, 'known_hosts')
  writeFileSync(file, line('vmhost') + line('[vmhost]:2222'))
  const shown = execFileSync('ssh-keygen', ['-lf', file], { encoding: 'utf8' })
  assert.ok(shown.includes(fingerprint(ed25519)), shown)
  execFileSync('ssh-keygen', ['-H', '-f', file], { stdio: 'pipe' })
  const text = readFileSync(file, 'utf8')
  assert.doesNotMatch(text, /vmhost/)
  for (const port of [22, 2222])
    assert.deepEqual(knownKeys(text, 'vmhost', port).trusted, [ed25519])
})
