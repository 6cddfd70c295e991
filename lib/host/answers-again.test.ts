import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'
import { seconds } from '../wait/duration'
import { comeBack, type ComeBackOptions } from './answers-again'
import { sh } from './command'
import { LocalSshServer, type ServerOptions } from './fixtures/local-ssh-server'
import { Host } from './host'

test('a machine that answers is not waited for, and nothing is said', async (t) => {
  const { back, told } = await machine(t)
  await back()
  assert.deepEqual(told, [])
})

for (const knownBefore of [true, false])
  test(`one that is away is waited for until it answers, ${knownBefore ? 'over a connection that was lost' : 'never reached by this process'}`, async (t) => {
    const { host, server, back, told } = await machine(t)
    if (knownBefore) await host.connect()
    await server.goAway()
    await back({ onWait: (line) => void (line.includes('waiting') && server.comesBack()) })
    assert.equal((await host.run(sh`echo here`)).stdout, 'here\n')
    assert.match(told[0] ?? '', /^[^;]+; waiting for it to come back, up to 60 s$/)
    assert.match(told[1] ?? '', /^vlab-01 answers again, after [\d.]+ s$/)
  })

test('one that lets nobody in while it boots is waited for', async (t) => {
  let booting = true
  const { host, back, told } = await machine(t, {
    banner: '"System is booting up. Unprivileged users are not permitted to log in yet."\n',
    accepts: ({ method }) => (method === 'none' ? false : booting ? 'hang up' : true),
  })
  await assert.rejects(host.connect(), { name: 'HostBooting' })
  await back({ onWait: () => (booting = false) })
  assert.match(
    told[0] ?? '',
    /^vlab-01 lets nobody in at 127\.0\.0\.1 port \d+ yet \(System is booting up\);/,
  )
})

test('one that refuses the login is not waited for, nor one with another host key', async (t) => {
  const refusing = await machine(t, { accepts: () => false })
  await assert.rejects(refusing.back(), { name: 'LoginRefused' })
  const { server, told } = await machine(t)
  const other = await LocalSshServer.start()
  t.after(() => other[Symbol.asyncDispose]())
  const unknown = new Host(server.machine(), other)
  t.after(() => unknown.close())
  await assert.rejects(comeBack(unknown), { name: 'HostKeyUnknown' })
  assert.deepEqual([...refusing.told, ...told], [])
})

test('one that lets us in no more, though it did before, is not waited for', async (t) => {
  let lets = true
  const { host, server, back } = await machine(t, { accepts: () => lets })
  await host.connect()
  lets = false
  server.drop()
  await assert.rejects(back({ backWithin: seconds(5) }), { name: 'LoginRefused' })
})

test('one that stays away is named with what was seen, and what to type', async (t) => {
  const { server, back } = await machine(t)
  await server.goAway()
  await assert.rejects(back({ backWithin: seconds(0.2) }), {
    name: 'WaitTimeoutError',
    message: new RegExp(
      `^Timed out after 0\\.2 s waiting for vlab-01 to answer at 127\\.0\\.0\\.1 port ${server.port} again\\.
    0\\.0 s  vlab-01 does not answer at 127\\.0\\.0\\.1 port ${server.port} \\(ECONNREFUSED\\)
  Next: see that it is up: ssh -p ${server.port} \\S+@127\\.0\\.0\\.1; once that works: npx kubesonic restore$`,
    ),
  })
})

async function machine(t: TestContext, options: ServerOptions = {}) {
  const server = await LocalSshServer.start(options)
  const host = new Host(server.machine(), server)
  t.after(async () => {
    await host.close()
    await server[Symbol.asyncDispose]()
  })
  const told: string[] = []
  const back = ({ onWait, backWithin = seconds(60) }: ComeBackOptions = {}): Promise<void> =>
    comeBack(host, {
      backWithin,
      onWait(line) {
        told.push(line)
        onWait?.(line)
      },
    })
  return { server, host, told, back }
}
