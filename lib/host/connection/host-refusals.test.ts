import { generateKeyPair } from '../../simulator/ssh/key-pair'
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { once } from 'node:events'
import { writeFileSync } from 'node:fs'
import { createServer, type AddressInfo } from 'node:net'
import { join } from 'node:path'
import { test, type TestContext } from 'node:test'
import { type AuthContext, utils } from 'ssh2'
import { BadInput } from '../../testbed/bad-input'
import { type MachineSpec } from '../../testbed/testbed'
import { isInstalled } from '../fixtures/installed'
import { LocalSshServer, type ServerOptions } from '../fixtures/local-ssh-server'
import { Host } from '../host'

test('a closed port is a machine that does not answer', async (t) => {
  const server = await start(t)
  const spec = server.machine({ port: await closedPort() })
  const error = await refused(spec, server)
  assert.equal(error.name, 'HostUnreachable')
  assert.equal(
    error.message,
    `vlab-01 does not answer at 127.0.0.1 port ${spec.ssh.port} (ECONNREFUSED).
  Next: see that it is up and that ssh -p ${spec.ssh.port} ${spec.ssh.user}@127.0.0.1 works from here (testbed file: vlab-01, ssh.host and ssh.port)`,
  )
})

test('a name that nobody knows is told as that', async (t) => {
  const server = await start(t)
  const error = await refused(server.machine({ host: 'no-such-host.invalid' }), server)
  assert.equal(error.name, 'HostUnreachable')
  assert.match(
    error.message,
    /^vlab-01 cannot be reached: the name no-such-host\.invalid is not known here \(\w+\)\.\n {2}Next: .*getent hosts no-such-host\.invalid answers here \(testbed file: vlab-01, ssh\.host\)$/,
  )
})

test('something else than SSH on the port is a machine that does not answer', async (t) => {
  const server = await start(t)
  const other = createServer((socket) => socket.end('220 mail\r\n\r\n')).listen(0, '127.0.0.1')
  t.after(() => other.close())
  await once(other, 'listening')
  const { port } = other.address() as AddressInfo
  assert.equal((await refused(server.machine({ port }), server)).name, 'HostUnreachable')
})

test('an unknown host key is refused with its fingerprint and how to accept it', async (t) => {
  const server = await start(t)
  writeFileSync(server.knownHosts, '')
  const error = await refused(server.machine(), server)
  assert.equal(error.name, 'HostKeyUnknown')
  assert.match(
    error.message,
    /has no host key for vlab-01 \(127\.0\.0\.1 port \d+\), which offers ssh-ed25519 SHA256:[\w+/]{43}\.\n/,
  )
  assert.match(
    error.message,
    new RegExp(`ssh-keyscan -p ${server.port} 127\\.0\\.0\\.1 >> ${server.knownHosts}`),
  )
})

test('another host key than the known one is refused, with both fingerprints', async (t) => {
  const server = await start(t)
  const other = generateKeyPair().public
  writeFileSync(server.knownHosts, `[127.0.0.1]:${server.port} ${other}\n`)
  const error = await refused(server.machine(), server)
  assert.equal(error.name, 'HostKeyMismatch')
  assert.equal(error.message.match(/SHA256:/g)?.length, 2)
  assert.match(error.message, /ssh-keygen -f \S+ -R '\[127\.0\.0\.1\]:\d+'/)
})

test('a host known by a key type that it does not have is refused', async (t) => {
  const server = await start(t)
  const rsa = utils.generateKeyPairSync('rsa', { bits: 2048 }).public
  writeFileSync(server.knownHosts, `[127.0.0.1]:${server.port} ${rsa}\n`)
  const error = await refused(server.machine(), server)
  assert.equal(error.name, 'HostKeyMismatch')
  assert.match(error.message, /has no host key of a kind that .* knows it by \(ssh-rsa SHA256:/)
})

test('a revoked host key is refused though it is listed', async (t) => {
  const server = await start(t)
  const listed = `[127.0.0.1]:${server.port} ${server.hostKeyLine}\n`
  writeFileSync(server.knownHosts, `${listed}@revoked * ${server.hostKeyLine}\n`)
  assert.match((await refused(server.machine(), server)).message, /which .* has as revoked/)
})

test('hostKey: unverified: any key is believed, known or not, but a revoked one', async (t) => {
  const server = await start(t)
  const spec = server.machine({ hostKey: 'unverified' })
  const other = generateKeyPair().public
  const rsa = utils.generateKeyPairSync('rsa', { bits: 2048 }).public
  for (const key of ['', other, rsa]) {
    writeFileSync(server.knownHosts, key && `[127.0.0.1]:${server.port} ${key}\n`)
    await using host = new Host(spec, server)
    await host.connect()
  }
  writeFileSync(server.knownHosts, `@revoked * ${server.hostKeyLine}\n`)
  assert.match((await refused(spec, server)).message, /has as revoked/)
})

test('a wrong password is a refused login, which does not repeat it', async (t) => {
  const server = await start(t, { accepts: passwordIs('right') })
  const error = await refused(server.machine({ password: 'wrong-one' }), server)
  assert.equal(error.name, 'LoginRefused')
  assert.match(error.message, /^vlab-01 does not let \w+ in: tried the password\.\n/)
  assert.doesNotMatch(error.message, /wrong-one/)
})

test('a password is also typed where the server asks for it interactively', async (t) => {
  const server = await start(t, { accepts: interactively('right') })
  await connects(server.machine({ password: 'right' }), server)
  const error = await refused(server.machine({ password: 'wrong' }), server)
  assert.match(error.message, /tried the password, typed\./)
})

test('an identity file comes before the password', async (t) => {
  const ways: string[] = []
  const accepts = (login: AuthContext): boolean => {
    ways.push(login.method)
    return login.method === 'publickey'
  }
  const server = await start(t, { accepts })
  const identityFile = join(server.directory, 'key')
  writeFileSync(identityFile, generateKeyPair().private)
  await connects(server.machine({ identityFile }), server)
  assert.deepEqual(new Set(ways), new Set(['none', 'publickey']))
})

test('a key that needs a passphrase is refused with the way out', async (t) => {
  const server = await start(t)
  const identityFile = join(server.directory, 'key')
  writeFileSync(identityFile, generateKeyPair('open sesame').private)
  const error = await refused(server.machine({ identityFile }), server)
  assert.equal(error.name, 'LoginRefused')
  assert.match(error.message, /key needs a passphrase|needs a passphrase/)
  assert.match(error.message, new RegExp(`ssh-add ${identityFile}`))
})

test('a key that is not there, or no private one, is refused by its name', async (t) => {
  const server = await start(t)
  const missing = await refused(server.machine({ identityFile: '/nowhere/key' }), server)
  assert.match(
    missing.message,
    /The key \/nowhere\/key for \w+ on vlab-01 cannot be read: ENOENT\./,
  )
  const publicKey = join(server.directory, 'key.pub')
  writeFileSync(publicKey, server.hostKeyLine)
  const wrong = await refused(server.machine({ identityFile: publicKey }), server)
  assert.match(
    wrong.message,
    /is no private key\.\n {2}Next: name the private key, not the \.pub file/,
  )
})

test('sudo that wants a password is refused with the way out', async (t) => {
  const server = await start(t, { sudo: 'refused' })
  const error = await refused(server.machine(), server)
  assert.equal(error.name, 'SudoRefused')
  assert.match(
    error.message,
    /does not become root on vlab-01 with become: sudo \(sudo: a password is required\)\.\n {2}Next: allow sudo without password \(NOPASSWD\), or set become: sudo-password/,
  )
})

test('a wrong password for sudo is refused', async (t) => {
  const server = await start(t, { sudo: { password: 'right' } })
  const error = await refused(
    server.machine({ become: 'sudo-password', password: 'wrong' }),
    server,
  )
  assert.match(error.message, /become: sudo-password \(sudo: 1 incorrect password attempt\)/)
})

test('become: none for a login that is not root is refused', async (t) => {
  const server = await start(t)
  const notRoot = join(server.directory, 'bin/id')
  writeFileSync(notRoot, '#!/bin/sh\necho 1000\n', { mode: 0o755 })
  const error = await refused(server.machine({ become: 'none' }), server)
  assert.match(error.message, /with become: none \(it is user 1000\)/)
})

test('the agent is asked where nothing is named', async (t) => {
  if (!isInstalled('ssh-agent') || !isInstalled('ssh-add'))
    return t.skip('ssh-agent is not installed')
  const server = await start(t, { accepts: (login) => login.method === 'publickey' })
  const socket = join(server.directory, 'agent')
  const started = execFileSync('ssh-agent', ['-a', socket, '-s'], { encoding: 'utf8' })
  const before = process.env['SSH_AUTH_SOCK']
  t.after(() => {
    process.kill(Number(/SSH_AGENT_PID=(\d+)/.exec(started)?.[1]))
    if (before === undefined) delete process.env['SSH_AUTH_SOCK']
    else process.env['SSH_AUTH_SOCK'] = before
  })
  const key = join(server.directory, 'key')
  writeFileSync(key, generateKeyPair().private, { mode: 0o600 })
  process.env['SSH_AUTH_SOCK'] = socket
  execFileSync('ssh-add', [key], { stdio: 'pipe' })
  const { ssh, ...spec } = server.machine()
  await connects({ ...spec, ssh: { ...ssh, password: null } }, server)
})

const passwordIs = (password: string) => (login: AuthContext) =>
  (login.method === 'password' && login.password === password) || ['password']

function interactively(password: string): NonNullable<ServerOptions['accepts']> {
  return (login) => {
    if (login.method !== 'keyboard-interactive') return ['keyboard-interactive']
    login.prompt([{ prompt: 'Password: ', echo: false }], (answers) =>
      answers[0] === password ? login.accept() : login.reject(),
    )
    return 'later'
  }
}

async function start(t: TestContext, options: ServerOptions = {}): Promise<LocalSshServer> {
  const server = await LocalSshServer.start(options)
  t.after(() => server[Symbol.asyncDispose]())
  return server
}

async function connects(spec: MachineSpec, { knownHosts }: { knownHosts: string }): Promise<void> {
  await using host = new Host(spec, { knownHosts })
  await host.connect()
}

async function refused(spec: MachineSpec, at: { knownHosts: string }): Promise<Error> {
  try {
    await connects(spec, at)
  } catch (error) {
    assert.ok(error instanceof BadInput, String(error))
    return error
  }
  assert.fail('it should have been refused')
}

async function closedPort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  await new Promise((resolve) => server.close(resolve))
  return port
}
