import assert from 'node:assert/strict'
import { writeFileSync } from 'node:fs'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { dial } from './dial'
import { LocalSshServer } from '../fixtures/local-ssh-server'
import { HostUnreachable } from './host-refusals'

test('a machine that hangs up on the first callers, being busy with others, is called again', async (t) => {
  const door = await busyDoor(t, 2)
  const client = await dial(door.machine, door.knownHosts)
  client.end()
  assert.equal(door.callers(), 3)
})

test('one that hangs up on everybody is unreachable in the end', async (t) => {
  t.mock.method(Math, 'random', () => 0)
  const door = await busyDoor(t, Infinity)
  await assert.rejects(dial(door.machine, door.knownHosts), HostUnreachable)
  assert.equal(door.callers(), 6)
})

function through(caller: Socket, server: Socket): void {
  server.on('error', () => undefined)
  caller.pipe(server).pipe(caller)
}

/** The way to an SSH server through a listener that turns the first callers away, as sshd does beyond MaxStartups. */
async function busyDoor(t: TestContext, turnedAway: number) {
  const server = await LocalSshServer.start()
  let callers = 0
  const listener = createServer((caller) => {
    caller.on('error', () => undefined)
    callers += 1
    if (callers <= turnedAway) caller.end('Exceeded MaxStartups\r\n')
    else through(caller, connect(server.port, '127.0.0.1'))
  })
  await new Promise<void>((resolve) => listener.listen(0, '127.0.0.1', () => resolve()))
  t.after(async () => {
    listener.close()
    await server[Symbol.asyncDispose]()
  })
  const { port } = listener.address() as AddressInfo
  const knownHosts = join(server.directory, 'known_hosts_of_the_door')
  writeFileSync(knownHosts, `[127.0.0.1]:${port} ${server.hostKeyLine}\n`)
  return { machine: server.machine({ port }), knownHosts, callers: () => callers }
}
