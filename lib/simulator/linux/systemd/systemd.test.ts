import assert from 'node:assert/strict'
import { beforeEach, test } from 'node:test'
import { SimulatedClock } from '../../time/clock'
import { Machine } from '../../machine/machine'
import type { ExecResult } from '../../machine/types'
import { SeededRandom } from '../../chance/seeded-random'
import { Journal } from '../journal/journal'
import { journalctlCommand } from '../journal/journalctl'
import { systemctlCommand } from '../systemctl/systemctl'
import { Systemd } from './systemd'
import type { UnitRun } from './unit-definition'

let machine: Machine
let journal: Journal
let systemd: Systemd
let runs: UnitRun[]
const sh = (script: string, user = 'root'): Promise<ExecResult> => machine.exec(script, { user })

beforeEach(() => {
  const [clock, random] = [new SimulatedClock(0), new SeededRandom(1)]
  machine = new Machine({
    hostname: 'vlab-01',
    clock,
    random,
    users: [{ name: 'admin', uid: 1000, gid: 1000, home: '/home/admin', groups: [], sudo: 'none' }],
  })
  journal = new Journal(clock)
  systemd = new Systemd(machine, journal, clock)
  runs = []
  systemd.add({
    name: 'ctrmgrd.service',
    description: 'Container Manager watcher daemon',
    enablement: 'enabled',
    process: {
      name: 'python3',
      commandLine: () => 'python3 /usr/local/bin/ctrmgrd.py',
      memory: '28.5M',
    },
    restart: { policy: 'always', seconds: 30 },
    program: { start: (run) => void runs.push(run), stop: () => undefined },
  })
  systemd.add({
    name: 'kubelet.service',
    description: 'kubelet',
    enablement: 'disabled',
    process: { name: 'kubelet', commandLine: () => '/usr/bin/kubelet', memory: '26.1M' },
  })
  machine.install(
    systemctlCommand(systemd),
    journalctlCommand(journal, () => clock.now()),
  )
})

test('enabled units start with the machine, disabled ones do not', async () => {
  await systemd.boot()
  assert.deepEqual(await sh('systemctl is-active ctrmgrd kubelet'), {
    stdout: 'active\ninactive\n',
    stderr: '',
    exitCode: 0,
  })
  assert.deepEqual(await sh('systemctl is-active kubelet'), {
    stdout: 'inactive\n',
    stderr: '',
    exitCode: 3,
  })
})

test('a restart logs as the real one', async () => {
  await systemd.boot()
  await sh('systemctl restart ctrmgrd')
  assert.deepEqual(
    journal.entries().map(({ message }) => message),
    [
      'Started ctrmgrd.service - Container Manager watcher daemon.',
      'Stopping ctrmgrd.service - Container Manager watcher daemon...',
      'ctrmgrd.service: Deactivated successfully.',
      'Stopped ctrmgrd.service - Container Manager watcher daemon.',
      'Started ctrmgrd.service - Container Manager watcher daemon.',
    ],
  )
})

test('a program that ends is started again after its pause, under another pid', async () => {
  await systemd.boot()
  const [first] = runs
  first?.exited(1)
  assert.equal((await sh('systemctl is-active ctrmgrd')).stdout, 'activating\n')
  while (runs.length < 2) await new Promise((resolve) => setTimeout(resolve, 5))
  assert.notEqual(runs[1]?.pid, first?.pid)
  assert.equal((await sh('systemctl show ctrmgrd -p NRestarts --value')).stdout, '1\n')
})

test('an exit of an earlier run does not touch the present one', async () => {
  await systemd.boot()
  await sh('systemctl restart ctrmgrd')
  runs[0]?.exited(1)
  assert.equal((await sh('systemctl is-active ctrmgrd')).exitCode, 0)
})

test('kill -9 of the main process is noticed', async () => {
  await systemd.boot()
  await sh('kill -9 $(systemctl show ctrmgrd -p MainPID --value)')
  await new Promise((resolve) => setImmediate(resolve))
  assert.ok(journal.entries().some(({ message }) => message.endsWith('code=killed, status=9/KILL')))
})

test('a unit that is not installed is answered by text and exit code', async () => {
  assert.deepEqual(await sh('systemctl start nosuch'), {
    stdout: '',
    stderr: 'Failed to start nosuch.service: Unit nosuch.service not found.\n',
    exitCode: 5,
  })
  assert.deepEqual(await sh('systemctl status nosuch'), {
    stdout: '',
    stderr: 'Unit nosuch.service could not be found.\n',
    exitCode: 4,
  })
  assert.deepEqual(await sh('systemctl list-unit-files nosuch.service'), {
    stdout: 'UNIT FILE STATE PRESET\n\n0 unit files listed.\n',
    stderr: '',
    exitCode: 1,
  })
})

test('only root may change units', async () => {
  const { stderr, exitCode } = await sh('systemctl restart ctrmgrd', 'admin')
  assert.match(stderr, /^Failed to restart ctrmgrd.service: Access denied\n/)
  assert.equal(exitCode, 4)
  assert.equal((await sh('systemctl is-active kubelet', 'admin')).stdout, 'inactive\n')
})

test('journalctl selects by unit, identifier, time, cursor and field', async () => {
  const write = (
    identifier: string,
    message: string,
    transport: 'syslog' | 'stdout' = 'syslog',
  ): void => journal.write({ identifier, pid: 7, unit: 'ctrmgrd.service', transport, message })
  write('ctrmgrd.py', 'one')
  write('other', 'two')
  const cursor = (await sh('journalctl -n 1 --show-cursor')).stdout
    .split('\n')
    .find((line) => line.startsWith('-- cursor: '))
    ?.slice('-- cursor: '.length)
  write('ctrmgrd.py', 'three', 'stdout')
  const cat = async (options: string): Promise<string> =>
    (await sh(`journalctl -o cat --no-pager ${options}`)).stdout
  assert.equal(await cat('-t ctrmgrd.py'), 'one\nthree\n')
  assert.equal(await cat('-t ctrmgrd.py _TRANSPORT=syslog'), 'one\n')
  assert.equal(await cat(`--after-cursor='${cursor}'`), 'three\n')
  assert.equal(await cat('-u ctrmgrd -n1'), 'three\n')
  assert.equal(await cat('-u kubelet'), '')
  assert.equal((await sh('journalctl -u kubelet')).stdout, '-- No entries --\n')
  assert.equal(await cat(`--since @${(journal.entries()[1]?.at ?? 0) / 1e6}`), 'two\nthree\n')
  assert.equal(await cat('--since "1 hour ago" --until -30min'), '')
  assert.equal((await sh('journalctl --since soon')).stderr, 'Failed to parse timestamp: soon\n')
})

test('journalctl indents the lines of a record under its first', async () => {
  journal.write({ identifier: 'ctrmgrd.py', pid: 257, message: 'cmd:true\nret=0' })
  const [first = '', second = ''] = (await sh('journalctl --no-pager')).stdout.split('\n')
  assert.equal(second, `${' '.repeat(first.indexOf('cmd:'))}ret=0`)
})

test('journalctl -f streams what comes, until it is ended', async () => {
  const abort = new AbortController()
  const seen: string[] = []
  const following = machine.exec('journalctl -f -o cat', {
    signal: abort.signal,
    onStdout: (chunk) => seen.push(chunk),
  })
  await new Promise((resolve) => setTimeout(resolve, 30))
  journal.write({ identifier: 'x', message: 'hello' })
  abort.abort()
  await following.catch(() => undefined)
  assert.equal(seen.join(''), 'hello\n')
})
