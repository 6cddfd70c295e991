import assert from 'node:assert/strict'
import { existsSync, statSync } from 'node:fs'
import { connect, createServer, type AddressInfo, type Server } from 'node:net'
import { dirname } from 'node:path'
import { text } from 'node:stream/consumers'
import { test, type TestContext } from 'node:test'
import { ForwardRefused } from './forward-refused'
import { Host } from '../host'
import { LocalSshServer, type ServerOptions } from '../fixtures/local-ssh-server'

test('what dials the socket of a forward talks with the port of the machine, as often as it likes', async (t) => {
  const { host, port } = await machine(t, { forwards: true })
  const forward = await host.forward(port)
  t.after(() => forward.close())
  assert.equal(await ask(forward.socket, 'one'), 'you said one')
  const both = await Promise.all([ask(forward.socket, 'two'), ask(forward.socket, 'three')])
  assert.deepEqual(both, ['you said two', 'you said three'])
  assert.equal(host.counters.roundTrips, 1, 'forwarding costs no round trip')
})

test('nobody but the user of the runner can dial it, and nothing of it is left', async (t) => {
  const { host, port } = await machine(t, { forwards: true })
  const forward = await host.forward(port)
  const directory = dirname(forward.socket)
  assert.equal(statSync(directory).mode & 0o777, 0o700)
  await forward.close()
  assert.equal(existsSync(directory), false)
})

test('a port that nobody listens on is named at once, with the next step', async (t) => {
  const { host, server } = await machine(t, { forwards: true })
  const { port } = server.address() as AddressInfo
  await new Promise((resolve) => server.close(resolve))
  await assert.rejects(host.forward(port), (error: Error) => {
    assert.ok(error instanceof ForwardRefused)
    assert.ok(error.nobodyListens)
    assert.match(error.message, /Port \d+ on vlab-01's loopback cannot be reached: nobody listens/)
    assert.match(error.message, /Next: ss -ltnp 'sport = :\d+' {3}\(on vlab-01\)/)
    return true
  })
})

test('an sshd that does not forward is told apart from a port that nobody listens on', async (t) => {
  const { host, port } = await machine(t, { forwards: false })
  await assert.rejects(host.forward(port), {
    name: 'ForwardRefused',
    nobodyListens: false,
    message: /its sshd forwards no connections\.\n {2}Next: set AllowTcpForwarding to yes/,
  })
})

/** A machine, and a server on its loopback that answers what it was told. */
async function machine(
  t: TestContext,
  options: ServerOptions,
): Promise<{ host: Host; server: Server; port: number }> {
  const ssh = await LocalSshServer.start(options)
  const host = new Host(ssh.machine(), ssh)
  const server = createServer((socket) => {
    socket.on('error', () => undefined)
    socket.once('data', (said: Buffer) => socket.end(`you said ${said.toString()}`))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  t.after(async () => {
    server.close()
    await host.close()
    await ssh[Symbol.asyncDispose]()
  })
  await host.connect()
  return { host, server, port: (server.address() as AddressInfo).port }
}

function ask(socket: string, words: string): Promise<string> {
  const client = connect(socket)
  client.write(words)
  return text(client)
}
