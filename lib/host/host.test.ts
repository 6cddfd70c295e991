import assert from 'node:assert/strict'
import { EventEmitter, once } from 'node:events'
import { test, type TestContext } from 'node:test'
import { Secret, type SshSpec } from '../testbed/testbed'
import { seconds } from '../wait/duration'
import { raw, root, sh } from './command'
import { LocalSshServer, type ServerOptions } from './fixtures/local-ssh-server'
import { Host } from './host'

test('run gives what the command wrote', async (t) => {
  const { host } = await connected(t)
  const { stdout, stderr, exitCode } = await host.run(sh`echo ${'größe'}; echo away >&2`)
  assert.deepEqual(
    { stdout, stderr, exitCode },
    { stdout: 'größe\n', stderr: 'away\n', exitCode: 0 },
  )
})

test('values arrive as they are, whatever the shell would make of them', async (t) => {
  const { host } = await connected(t)
  const nasty = [
    '',
    ' ',
    "it's",
    '$HOME `id` $(id)',
    'a\nb',
    '-n',
    '*',
    '"',
    '\\',
    '~',
    'ö€😀',
    '!x',
    '{a,b}',
  ]
  const { stdout } = await host.run(sh`printf '<%s>\n' ${nasty}`)
  assert.equal(stdout, nasty.map((value) => `<${value}>\n`).join(''))
})

test('run insists on exit code 0, and says which command, where, and its last words', async (t) => {
  const { host } = await connected(t)
  const error = await failure(host.run(sh`seq 10 >&2; ${raw('exit 80')}`))
  assert.match(
    error.message,
    /^`seq 10 >&2; exit 80` exited 80 on vlab-01 after \d+\.\d s\n {2}stderr \(last 8 of 10 lines\):\n {4}3\n[^]*\n {4}10$/,
  )
  assert.equal(error.name, 'CommandError')
})

test('attempt takes any exit code as an answer, a signal as 128 and its number', async (t) => {
  const { host } = await connected(t)
  assert.equal((await host.attempt(sh`exit 7`)).exitCode, 7)
  assert.equal((await host.attempt(sh`kill -TERM $$`)).exitCode, 143)
})

test('secrets show nowhere in an error', async (t) => {
  const { host } = await connected(t, {}, { password: 'login-secret' })
  const stdin = new Secret('line one of it\nline two of it')
  const error = await failure(
    host.run(sh`echo login-secret; cat; cat >&2 /dev/null; false`, { stdin }),
  )
  assert.match(error.message, /`echo \*\*\*; cat; [^]*\n {4}\*\*\*\n {4}\*\*\*$/)
  assert.doesNotMatch(JSON.stringify(error), /secret|line (one|two)/)
})

test('a big stdin arrives whole, and so does what comes back', async (t) => {
  const { host } = await connected(t)
  const stdin = Buffer.alloc(300_000, 'x\n')
  assert.equal((await host.run(sh`cat`, { stdin })).stdout.length, 300_000)
})

test('a command that fills stderr does not hang', async (t) => {
  const { host } = await connected(t)
  const { stderr } = await host.run(sh`yes | head -c 3000000 >&2`)
  assert.equal(stderr.length, 3_000_000)
})

test('a command for root goes through sudo, one for the login user does not', async (t) => {
  const { host, server } = await connected(t)
  assert.equal((await host.run(root`id -u`)).stdout, '0\n')
  await host.run(sh`true`)
  const [rootLine, line] = server.lines.slice(-2)
  assert.match(rootLine ?? '', /^sudo -n -H sh -c /)
  assert.match(line ?? '', /^sh -c /)
})

test('sudo with a password gets it by stdin, and the command gets the rest', async (t) => {
  const login = { become: 'sudo-password', password: "s'3cret" } as const
  for (const sudo of [{ password: "s'3cret" }, 'free'] as const) {
    const { host, server } = await connected(t, { sudo }, login)
    assert.equal((await host.run(root`cat`, { stdin: 'content\n' })).stdout, 'content\n')
    assert.doesNotMatch(server.lines.join(), /3cret/)
  }
})

test('a command that outlives its time is stopped on the machine', async (t) => {
  const { host, server } = await connected(t)
  const error = await failure(host.run(sh`echo started; sleep 30`, { within: seconds(1) }))
  assert.equal(error.name, 'CommandTimedOut')
  assert.match(
    error.message,
    /^`echo started; sleep 30` had not ended, and was stopped, on vlab-01 after 1\.\d s\n {2}stdout:\n {4}started$/,
  )
  assert.match(server.lines.at(-1) ?? '', /^timeout -k 5 1 sh -c /)
})

test("exit code 124 before the time is over is the command's own", async (t) => {
  const { host } = await connected(t)
  assert.equal((await host.attempt(sh`exit 124`, { within: seconds(60) })).exitCode, 124)
})

test('aborting ends the call with the reason, and the host goes on', async (t) => {
  const { host } = await connected(t)
  const stop = new AbortController()
  const call = host.run(sh`echo; sleep 5`, {
    signal: stop.signal,
    onLine: () => stop.abort(new Error('enough')),
  })
  await assert.rejects(call, { message: 'enough' })
  assert.equal((await host.run(sh`echo on`)).stdout, 'on\n')
})

test('a program that goes on is heard line by line, and has ended on the machine when nobody follows it any more', async (t) => {
  for (const become of ['sudo', 'sudo-password'] as const) {
    const { host } = await connected(t, {}, { become, password: 'secret' })
    const file = (await host.run(sh`mktemp`)).stdout.trim()
    await host.run(sh`echo one > ${file}`)
    const lines = new EventEmitter()
    const stop = new AbortController()
    const followed = host.follow(root`tail -n 1 -f ${file}`, {
      onLine: (line) => void lines.emit(line),
      signal: stop.signal,
    })
    await once(lines, 'one')
    const heard = once(lines, 'two')
    await host.run(sh`echo two >> ${file}`)
    await heard
    stop.abort()
    await followed
    // Its own name is hidden from the search.
    assert.equal((await host.attempt(sh`pgrep -f ${`[t]ail -n 1 -f ${file}`}`)).stdout, '')
    await host.run(sh`rm ${file}`)
  }
})

test('a program that ends by itself is not followed any longer', async (t) => {
  const { host } = await connected(t)
  const lines: string[] = []
  const { signal } = new AbortController()
  await host.follow(root`printf 'a\nb\n'`, { onLine: (line) => lines.push(line), signal })
  assert.deepEqual(lines, ['a', 'b'])
})

test('at most four commands run at a time; more wait their turn', async (t) => {
  const { host, server } = await connected(t)
  const numbers = await Promise.all(
    Array.from({ length: 12 }, async (_, i) =>
      (await host.run(sh`sleep 0.05; echo ${i}`)).stdout.trim(),
    ),
  )
  assert.deepEqual(
    numbers,
    Array.from({ length: 12 }, (_, i) => String(i)),
  )
  assert.equal(server.busiest, 4)
})

test('a server that is out of sessions is asked again', async (t) => {
  const { host } = await connected(t, { maxSessions: 2 })
  const results = await Promise.all([1, 2, 3, 4].map((i) => host.run(sh`sleep 0.1; echo ${i}`)))
  assert.deepEqual(
    results.map(({ stdout }) => stdout),
    ['1\n', '2\n', '3\n', '4\n'],
  )
})

test('a connection lost under a command is told apart from its failure; the next command connects again', async (t) => {
  const { host, server } = await connected(t)
  const error = await failure(host.run(sh`echo; sleep 5`, { onLine: () => server.drop() }))
  assert.equal(error.name, 'ConnectionLost')
  assert.match(
    error.message,
    /The SSH connection to vlab-01 was lost while running `echo; sleep 5`\.\n/,
  )
  assert.equal((await host.run(sh`echo back`)).stdout, 'back\n')
})

test('a machine that went away during the run is a lost connection, not bad input', async (t) => {
  const { host, server } = await connected(t)
  await server[Symbol.asyncDispose]()
  const error = await failure(host.run(sh`true`))
  assert.equal(error.name, 'ConnectionLost')
})

test('round trips are counted', async (t) => {
  const { host } = await connected(t)
  const before = host.counters.roundTrips
  await host.run(sh`true`)
  await host.attempt(root`false`)
  assert.equal(host.counters.roundTrips - before, 2)
})

test('a change without a journal is refused', async (t) => {
  const { host } = await connected(t)
  await assert.rejects(host.change({ what: 'hosts', undo: root`:`, do: root`:` }), {
    message: 'vlab-01 has no journal open: "hosts" cannot be undone there',
  })
})

async function connected(
  t: TestContext,
  options: ServerOptions = {},
  ssh: Partial<Omit<SshSpec, 'password'>> & { password?: string } = {},
): Promise<{ host: Host; server: LocalSshServer }> {
  const server = await LocalSshServer.start(options)
  const host = new Host(server.machine(ssh), server)
  t.after(async () => {
    await host.close()
    await server[Symbol.asyncDispose]()
  })
  await host.connect()
  return { host, server }
}

const failure = (call: Promise<unknown>): Promise<Error> =>
  call.then(
    () => assert.fail('it should have failed'),
    (error: Error) => error,
  )
