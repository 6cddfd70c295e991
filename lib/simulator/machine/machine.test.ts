import assert from 'node:assert/strict'
import { test } from 'node:test'
import { binaryOf } from './process/executables'
import type { Machine } from './machine'
import { testMachine } from './testing/test-machine'
import type { User } from './types'

test('output, errors and exit code are those of bash', async () => {
  const machine = aMachine()
  assert.deepEqual(await machine.exec('echo out; echo err >&2; exit 3'), {
    stdout: 'out\n',
    stderr: 'err\n',
    exitCode: 3,
  })
  assert.equal((await machine.exec('nosuch')).stderr, 'bash: line 1: nosuch: command not found\n')
  assert.equal((await machine.exec('echo "')).exitCode, 2)
})

test('a redirection that is refused fails its own command and no other', async () => {
  const result = await aMachine().exec('echo a; echo x > /etc/passwd2; echo $?; echo b', {
    user: 'admin',
  })
  assert.deepEqual(result, {
    stdout: 'a\n1\nb\n',
    stderr: 'bash: line 1: /etc/passwd2: Permission denied\n',
    exitCode: 0,
  })
})

test('a file one may not read is refused, not missing', async () => {
  const machine = aMachine()
  machine.fs.writeText('/etc/secret', 'x', { mode: 0o600 })
  const result = await machine.exec('cat /etc/secret; grep x /etc/secret; wc -l < /etc/secret', {
    user: 'admin',
  })
  assert.deepEqual(result.stderr.match(/: Permission denied$/gm)?.length, 3)
})

test('a command that is run and not there is reported with its script, even where its error is hidden', async () => {
  const { machine, unknown } = watched()
  await machine.exec('foo 2>/dev/null || true')
  await machine.exec('sudo -n bar --x', { user: 'admin' })
  assert.deepEqual(
    unknown.map(({ command }) => command),
    ['foo', 'bar'],
  )
  assert.match(
    unknown[0]?.message ?? '',
    /^The simulated vlab-01 does not know this command: foo\n {4}foo 2/,
  )
})

test('asking whether a command is there, and running one declared absent, is no gap', async () => {
  const { machine, unknown } = watched()
  machine.declareAbsent('kubeadm')
  const result = await machine.exec(
    'command -v foo; which foo; type foo; kubeadm version; [ -x /usr/bin/foo ]',
  )
  assert.equal(result.exitCode, 1)
  assert.deepEqual(unknown, [])
})

test('an ordinary user has no sbin in PATH, sudo has', async () => {
  const machine = aMachine()
  machine.install({ name: 'sysctl', path: '/usr/sbin/sysctl', run: () => ({ stdout: 'ok\n' }) })
  assert.equal((await machine.exec('sysctl', { user: 'admin' })).exitCode, 127)
  assert.equal((await machine.exec('/sbin/sysctl', { user: 'admin' })).stdout, 'ok\n')
  assert.equal((await machine.exec('sudo sysctl', { user: 'admin' })).stdout, 'ok\n')
})

test('a binary under any path runs its command, with all its arguments and its own name', async () => {
  const machine = aMachine()
  machine.install({
    name: 'minikube',
    path: null,
    run: (args, { executable }) => ({ stdout: `${executable} ${args.join('|')}\n` }),
  })
  machine.fs.writeText('/opt/minikube', binaryOf('minikube'), { mode: 0o755 })
  const result = await machine.exec(
    '/opt/minikube 1 2 3 4 5 6 7 8 9 "10 x" 11; command -v minikube || echo not in PATH',
  )
  assert.equal(result.stdout, '/opt/minikube 1|2|3|4|5|6|7|8|9|10 x|11\nnot in PATH\n')
})

test('sudo asks for a password as the real one does', async () => {
  const machine = aMachine({ sudo: 'password' })
  const run = (script: string, stdin = '') => machine.exec(script, { user: 'admin', stdin })

  assert.deepEqual(await run('sudo -n true'), {
    stdout: '',
    stderr: 'sudo: a password is required\n',
    exitCode: 1,
  })
  assert.match(
    (await run('sudo true')).stderr,
    /^sudo: a terminal is required to read the password/,
  )
  assert.equal((await run("sudo -S -p '' cat", 'right\nfor cat\n')).stdout, 'for cat\n')
  assert.match(
    (await run('sudo -S true', 'wrong\n')).stderr,
    /Sorry, try again\.\n.*\nsudo: no password was provided\nsudo: 1 incorrect password attempt\n$/,
  )
  assert.equal((await run("sudo -S -p '' id -un", 'right\n')).stdout, 'root\n')
})

test('sudo runs as root with a fresh environment', async () => {
  const result = await aMachine().exec(
    "export LEAK=1; sudo sh -c 'echo $(id -un) $HOME $SUDO_USER [$LEAK]'; sudo A=1 sh -c 'echo $A'",
    { user: 'admin' },
  )
  assert.equal(result.stdout, 'root /root admin []\n1\n')
})

test('timeout ends what takes too long, on the wall clock', async () => {
  const started = Date.now()
  const result = await aMachine().exec('timeout -k 1 0.1 sh -c "sleep 30; echo late"; echo $?')
  assert.equal(result.stdout, '124\n')
  assert.ok(Date.now() - started < 5000)
})

test('aborting an exec ends it', async () => {
  const controller = new AbortController()
  const running = aMachine().exec('sleep 30; echo late', { signal: controller.signal })
  setTimeout(() => controller.abort(), 20)
  assert.equal((await running).stdout, '')
})

test('a lock is held by one and waited for by the others', async () => {
  const machine = aMachine()
  const first = machine.exec(
    'flock /tmp/l sh -c "touch /tmp/held; sleep 0.1; echo first >> /tmp/order"',
  )
  while (!machine.fs.exists('/tmp/held')) await new Promise(setImmediate)
  const refused = await machine.exec('flock -n /tmp/l true; echo $?')
  const second = machine.exec('flock /tmp/l sh -c "echo second >> /tmp/order"')
  await Promise.all([first, second])
  assert.equal(refused.stdout, '1\n')
  assert.equal(machine.fs.readText('/tmp/order'), 'first\nsecond\n')
})

test('ps, pgrep and kill see the process table, and /proc shows it', async () => {
  const machine = aMachine()
  let signalled = ''
  const process = machine.processes.start({
    user: 'root',
    name: 'kubelet',
    args: ['/usr/bin/kubelet', '--x'],
    onSignal: (signal) => (signalled = signal),
  })
  assert.equal(
    (await machine.exec('pgrep -x kubelet; pgrep -fa "kubelet --x" | grep -v pgrep')).stdout,
    `${process.pid}\n${process.pid} /usr/bin/kubelet --x\n`,
  )
  await machine.exec(`kill -HUP ${process.pid}`)
  assert.equal(signalled, 'HUP')
  assert.match(
    (await machine.exec(`cat /proc/${process.pid}/stat`)).stdout,
    new RegExp(`^${process.pid} \\(kubelet\\) S 1 `),
  )
  process.end()
  assert.equal((await machine.exec('pgrep -x kubelet')).exitCode, 1)
})

test('output is passed on as it comes, of whatever in a script prints', async () => {
  const machine = aMachine()
  const chunks: string[] = []
  const onStdout = (chunk: string): void => {
    chunks.push(chunk)
    machine.fs.writeText('/tmp/seen', '')
  }
  const script = 'echo first; until [ -e /tmp/seen ]; do sleep 0.001; done; sudo echo last'
  assert.deepEqual(await machine.exec(script, { onStdout, user: 'admin' }), {
    stdout: '',
    stderr: '',
    exitCode: 0,
  })
  assert.deepEqual(chunks, ['first\n', 'last\n'])
})

test('an alteration over SSH without an undo script before it is reported', async () => {
  const machine = aMachine()
  machine.install({ name: 'redis-set', run: (_, context) => (context.altered('CONFIG_DB X'), {}) })
  await machine.exec('echo x > /etc/motd; redis-set', { origin: 'ssh' })
  await machine.exec('echo 1 > /tmp/fine; echo x > /etc/motd')
  assert.deepEqual(
    machine.alterations.unaccounted.map(({ what }) => what),
    ['written /etc/motd', 'CONFIG_DB X'],
  )
})

test('an alteration after its undo script, in the same call, and a restore are accounted for', async () => {
  const machine = aMachine()
  machine.fs.writeText('/var/lib/kubesonic/r/restore.sh', 'rm -f /etc/motd')
  await machine.exec('cd /var/lib/kubesonic/r; echo x > n; mv n 001-motd.sh; echo x > /etc/motd', {
    origin: 'ssh',
  })
  await machine.exec('exec sh /var/lib/kubesonic/r/restore.sh', { origin: 'ssh' })
  assert.deepEqual(machine.alterations.unaccounted, [])
  await machine.exec('echo x > /etc/motd; cd /var/lib/kubesonic/r; echo x > 002-late.sh', {
    origin: 'ssh',
  })
  assert.equal(machine.alterations.unaccounted.length, 1)
})

function aMachine({ sudo = 'all' }: { sudo?: User['sudo'] } = {}): Machine {
  const admin: User = {
    name: 'admin',
    uid: 1000,
    gid: 1000,
    home: '/home/admin',
    groups: ['sudo'],
    password: 'right',
    sudo,
  }
  return testMachine({ hostname: 'vlab-01', users: [admin] })
}

function watched() {
  const machine = aMachine()
  const unknown: { command: string; message: string }[] = []
  machine.onUnknown((each) => unknown.push(each))
  return { machine, unknown }
}

test('a command outside /usr/bin gets all its arguments, wherever it is called', async () => {
  const machine = aMachine()
  machine.install({
    name: 'iptables',
    path: '/usr/sbin/iptables',
    run: (args) => ({ stdout: `${args.length} ${args.at(-1)}\n` }),
  })
  const args = '1 2 3 4 5 6 7 8 9 10 "eleven 11"'
  machine.fs.writeText('/tmp/words.sh', `g() { iptables ${args}; }\niptables ${args}\n`)
  const calls = [
    `f() { iptables "$@"; }; f ${args}`,
    `. /tmp/words.sh; g`,
    `eval 'iptables ${args}'`,
    `eval '. /tmp/words.sh; g'`,
    `/usr/sbin/iptables ${args}`,
    `sbin=/usr/sbin; "$sbin/iptables" ${args}`,
  ]
  const { stdout, stderr } = await machine.exec(calls.join('\n'))
  assert.equal(stderr, '')
  assert.equal(stdout, '11 eleven 11\n'.repeat(8))
})
