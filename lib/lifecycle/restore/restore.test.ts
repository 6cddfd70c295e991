import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { test, type TestContext } from 'node:test'
import { root } from '../../host/command'
import { LocalSshServer } from '../../host/fixtures/local-ssh-server'
import { Host } from '../../host/host'
import { request, run } from '../fixtures/test-machine'
import { Journal } from '../journal/journal'
import { askForLease } from '../lease/lease'
import { restore } from './restore'

test('a change is one round trip, and so is restoring all', async (t) => {
  const { host, base, count } = await machine(t)
  assert.equal(await count(() => host.change({ what: 'x', undo: root`:`, do: root`:` })), 1)
  await host.change({ what: 'y', undo: root`:`, do: root`:` })
  assert.equal(await count(() => restore(host, run, { base })), 1)
})

test('restoring goes on after the connection was lost', async (t) => {
  const { host, base, server } = await machine(t)
  await host.change({ what: 'first', undo: root`:`, do: root`:` })
  await host.change({ what: 'second', undo: root`sleep 0.3`, do: root`:` })
  let drops = 0
  const onProgress = (line: string): void => {
    if (line.startsWith('undoing second') && drops++ === 0) server.drop()
  }
  const report = await restore(host, run, { base, onProgress })
  assert.equal(drops > 0, true)
  assert.equal(report.complete, true)
  assert.equal(existsSync(base), false)
})

test('restoring goes on with a machine that went away and has come back', async (t) => {
  const { host, base, server } = await machine(t)
  await host.change({ what: 'first', undo: root`:`, do: root`:` })
  await host.change({ what: 'second', undo: root`sleep 0.3`, do: root`:` })
  let aways = 0
  const waits: string[] = []
  const report = await restore(host, run, {
    base,
    onProgress: (line) =>
      void (line.startsWith('undoing second') && aways++ === 0 && server.goAway()),
    onWait(line) {
      waits.push(line)
      if (waits.length === 1) void server.comesBack()
    },
  })
  assert.equal(report.complete, true)
  assert.match(waits[0] ?? '', /vlab-01 [^;]+; waiting for it to come back, up to 600 s$/)
  assert.match(waits[1] ?? '', /^vlab-01 answers again, after/)
  assert.equal(existsSync(base), false)
})

test('a machine that was put back meanwhile takes no more changes', async (t) => {
  const { host, base } = await machine(t)
  await host.change({ what: 'x', undo: root`say_kept theirs`, do: root`:` })
  await restore(host, run, { base })
  await assert.rejects(host.change({ what: 'late', undo: root`:`, do: root`:` }), {
    name: 'NotArmed',
    message:
      /^Run \S+ may change nothing more on vlab-01: it was put back by hand at \S+Z\.\n {2}Next: start a new run$/,
  })
})

test('so does one that was put back completely, where not even the journal is left', async (t) => {
  const { host, base } = await machine(t)
  await restore(host, run, { base })
  assert.equal(existsSync(base), false)
  await assert.rejects(host.change({ what: 'late', undo: root`:`, do: root`:` }), {
    name: 'NotArmed',
  })
})

test('a change whose deed fails is named by what it is for', async (t) => {
  const { host } = await machine(t)
  await assert.rejects(host.change({ what: 'x', undo: root`:`, do: root`echo no >&2; exit 4` }), {
    name: 'CommandError',
    message: /^The change "x" exited 4 on vlab-01 after \d\.\d s\n {2}stderr:\n {4}no$/,
  })
})

interface RestorableMachine {
  readonly server: LocalSshServer
  readonly host: Host
  readonly base: string
  readonly count: (call: () => Promise<unknown>) => Promise<number>
}

async function machine(t: TestContext): Promise<RestorableMachine> {
  const server = await LocalSshServer.start()
  const host = new Host(server.machine(), server)
  t.after(async () => {
    await host.close()
    await server[Symbol.asyncDispose]()
  })
  const base = join(server.directory, 'kubesonic')
  await askForLease(host, request, { base })
  await new Journal(run, base).open(host)
  return {
    server,
    host,
    base,
    async count(call) {
      const before = host.counters.roundTrips
      await call()
      return host.counters.roundTrips - before
    },
  }
}
