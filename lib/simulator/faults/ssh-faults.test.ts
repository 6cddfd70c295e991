import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type Client } from 'ssh2'
import { Wire } from './fixtures/wire'

let wire: Wire
before(async () => {
  wire = await Wire.start()
})
after(() => wire.close())

const hello = { exitCode: 0, output: 'hello\n' }
const greet = (): Promise<unknown> => wire.run('vlab-01', 'admin', 'echo hello')

/** Resolves when the other side has gone. */
const closed = (client: Client): Promise<void> =>
  new Promise((resolve) => client.once('close', () => resolve()))

test('ssh-drop cuts what is connected and lets new connections in', async () => {
  const client = await wire.connect('vlab-01', 'admin')
  const cut = closed(client.removeAllListeners('error').on('error', () => undefined))
  await wire.during('ssh-drop', () => cut)
  assert.deepEqual(await greet(), hello)
})

test('ssh-drop-in-command cuts the line under a command, which runs to its end', async () => {
  await wire.during('ssh-drop-in-command:machine=vlab-01,command=marker', async () => {
    assert.deepEqual(await greet(), hello)
    await assert.rejects(wire.run('vlab-01', 'admin', 'sleep 0.1; touch /tmp/marker'))
    await wire.eventually(() => wire.dut('ls /tmp'), /marker/)
  })
})

test('ssh-slow lets every command wait before it begins', async () => {
  const began = Date.now()
  await wire.during('ssh-slow:ms=400', greet)
  assert.ok(Date.now() - began >= 400)
})

test('ssh-refused is a closed port, and the same port open again', async () => {
  const client = await wire.connect('vlab-01', 'admin')
  const cut = closed(client.removeAllListeners('error').on('error', () => undefined))
  await wire.during('ssh-refused:machine=vlab-01', async () => {
    await cut
    await assert.rejects(greet(), { code: 'ECONNREFUSED' })
    assert.equal((await wire.vmhost('true')).exitCode, 0)
  })
  assert.deepEqual(await greet(), hello)
})

test('ssh-hanging accepts a connection and says nothing', async () => {
  await wire.during('ssh-hanging', () =>
    assert.rejects(wire.connect('vlab-01', 'admin', 300), /Timed out while waiting for handshake/),
  )
  assert.deepEqual(await greet(), hello)
})

test('ssh-login-refused lets nobody in', async () => {
  await wire.during('ssh-login-refused', () =>
    assert.rejects(greet(), /All configured authentication methods failed/),
  )
  assert.deepEqual(await greet(), hello)
})

test('ssh-channel-limit refuses one session more, and the connection lives on', async () => {
  const client = await wire.connect('vlab-01', 'admin')
  const open = (): Promise<unknown> =>
    new Promise((resolve, reject) => {
      client.exec('sleep 0.2', (error, channel) => {
        if (error) reject(error)
        else channel.on('close', resolve).resume()
      })
    })
  await wire.during('ssh-channel-limit', async () => {
    const first = open()
    await assert.rejects(open(), /Channel open failure/)
    await first
  })
  await Promise.all([open(), open()])
  client.end()
})
