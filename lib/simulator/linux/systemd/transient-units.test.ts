import assert from 'node:assert/strict'
import { afterEach, beforeEach, test } from 'node:test'
import { machineWithSystemd } from '../testing/machine-with-systemd'

let { machine, journal, logged, output, sh, until, stop } = machineWithSystemd()
const soon = '--timer-property=AccuracySec=100ms --on-active=50ms'
const never = '--on-active=100'

beforeEach(() => {
  ;({ machine, journal, logged, output, sh, until, stop } = machineWithSystemd())
})
afterEach(() => stop())

test('units are listed by patterns of their full names', async () => {
  await sh(`systemd-run --unit=later ${never} true`)
  const listed = async (pattern: string): Promise<string[]> =>
    (await output(`systemctl list-units --all --plain --no-legend '${pattern}'`)).match(
      /later\S*/g,
    ) ?? []
  assert.deepEqual((await listed('later*')).sort(), ['later.service', 'later.timer'])
  assert.deepEqual(await listed('lat?r.timer'), ['later.timer'])
  assert.deepEqual(await listed('later'), [])
})

test('a failed service stays, and keeps its name taken, until it is reset', async () => {
  await sh(`systemd-run --unit=back ${soon} /bin/sh -c 'exit 3'`)
  await until('systemctl is-failed -q back.service')
  await until('! systemctl is-active -q back.timer')
  assert.equal(
    await output('systemctl show back -p Result,ExecMainStatus,SubState'),
    'Result=exit-code\nExecMainStatus=3\nSubState=failed\n',
  )
  const again = await sh(`systemd-run --unit=back ${never} /bin/true`)
  assert.equal(
    again.stderr,
    'Failed to start transient timer unit: Unit back.service was already loaded or has a fragment file.\n',
  )
  await sh('systemctl reset-failed back.service')
  assert.equal((await sh(`systemd-run --unit=back ${never} /bin/true`)).exitCode, 0)
  assert.deepEqual(logged().slice(2, 4), [
    'back.service: Main process exited, code=exited, status=3/NOTIMPLEMENTED',
    "back.service: Failed with result 'exit-code'.",
  ])
})

test('with --collect a failed service goes, too', async () => {
  await sh(`systemd-run --collect --unit=back ${soon} /bin/false`)
  await until('! systemctl is-active -q back.timer')
  assert.equal((await sh('systemctl status back.service')).exitCode, 4)
})

test('a service has nothing but its own bare environment', async () => {
  await sh('export LEAK=1; systemd-run --setenv=A="two words" --unit=x --wait /bin/sh -c "env | cut -d= -f1 | sort; pwd; id -un; echo \\$A"') // prettier-ignore
  assert.deepEqual(
    journal
      .entries()
      .filter(({ transport }) => transport === 'stdout')
      .map(({ message }) => message),
    [
      ...['A', 'INVOCATION_ID', 'JOURNAL_STREAM', 'LANG', 'PATH', 'PWD', 'SYSTEMD_EXEC_PID'],
      ...['/', 'root', 'two words'],
    ],
  )
})

test('a service without a timer is started at once, and waited for as its type has it', async () => {
  assert.equal(
    await output('systemd-run --unit=slow /bin/sleep 5; systemctl is-active slow; systemctl stop slow'), // prettier-ignore
    'active\nRunning as unit: slow.service\n',
  )
  assert.equal(
    await output('systemd-run --unit=one --property=Type=oneshot /bin/sleep 0.05; systemctl is-active one'), // prettier-ignore
    'inactive\nRunning as unit: one.service\n',
  )
  const busy = 'systemd-run --no-block --unit=two --property=Type=oneshot /bin/sleep 5'
  assert.equal(
    await output(`${busy}; systemctl is-active two; systemctl stop two; systemctl is-failed two`),
    'activating\nfailed\nRunning as unit: two.service\n',
  )
  assert.deepEqual(logged().slice(-4), [
    'Starting two.service - /bin/sleep 5...',
    'two.service: Main process exited, code=killed, status=15/TERM',
    "two.service: Failed with result 'signal'.",
    'Stopped two.service - /bin/sleep 5.',
  ])
  const waited = await sh('systemd-run --wait --unit=three /bin/sh -c "exit 3"')
  assert.match(
    waited.stderr,
    /^Running as unit: three\.service\nFinished with result: exit-code\nMain processes terminated with: code=exited\/status=3\nService runtime: \S+\n$/,
  )
  assert.equal(waited.exitCode, 3)
})

test('the files of transient units say what was asked for', async () => {
  await sh(`systemd-run --unit=t --on-active=100 --timer-property=AccuracySec=100ms --description='my words' --setenv=A=1 --property=TimeoutStopSec=5 --property=Type=oneshot /bin/true`) // prettier-ignore
  assert.equal(
    await output('systemctl cat t.service; systemctl cat t.timer'),
    `# /run/systemd/transient/t.service
# This is a transient unit file, created programmatically via the systemd API. Do not edit.
[Unit]
Description=my words

[Service]
TimeoutStopSec=5s
Type=oneshot
Environment="A=1"
ExecStart=
ExecStart="/bin/true"
# /run/systemd/transient/t.timer
# This is a transient unit file, created programmatically via the systemd API. Do not edit.
[Unit]
Description=my words

[Timer]
OnActiveSec=1min 40s
AccuracySec=100ms
RemainAfterElapse=no
`,
  )
})

test('a wrong call is refused in the words of systemd-run', async () => {
  for (const [call, message] of [
    ['', 'Command line to execute required.'],
    ['--bad', "systemd-run: unrecognized option '--bad'"],
    ['/bin/nosuch', 'Failed to find executable /bin/nosuch: No such file or directory'],
    ['--on-active=x /bin/true', 'Failed to parse OnActiveSec=x: Invalid argument'],
    ['--property=Foo=1 /bin/true', 'Unknown assignment: Foo=1'],
    ['--on-active=5 --timer-property=Foo=1 /bin/true', 'Unknown assignment: Foo=1'],
  ] as const)
    assert.deepEqual(await sh(`systemd-run ${call}`), {
      stdout: '',
      stderr: `${message}\n`,
      exitCode: 1,
    })
  assert.equal(
    (await sh(`systemd-run --unit=x ${never} /bin/true`, 'admin')).stderr,
    'Failed to start transient timer unit: Access denied\n',
  )
})

test('what is run over SSH through systemd-run is watched as the caller’s own; a restore is accounted for', async () => {
  machine.fs.writeText('/var/lib/kubesonic/r/restore.sh', 'echo x > /etc/motd')
  const overSsh = (script: string) => machine.exec(script, { origin: 'ssh' })
  await overSsh('systemd-run --wait /bin/sh /var/lib/kubesonic/r/restore.sh')
  await overSsh(`systemd-run --unit=s ${never} /bin/true; systemctl restart s.timer; systemctl stop s.timer`) // prettier-ignore
  assert.deepEqual(machine.alterations.unaccounted, [])
  await overSsh('systemd-run --wait /bin/sh -c "echo x > /etc/motd"')
  assert.deepEqual(
    machine.alterations.unaccounted.map(({ what }) => what),
    ['written /etc/motd'],
  )
})

test('a daemon-reload puts a backslash before each semicolon of a command: systemd does not read all that it wrote', async () => {
  const run = `systemd-run --unit=later ${never} /bin/sh -c 'echo a; echo "b"'`
  await sh(`${run}; systemctl start later`)
  await until('! systemctl is-active later')
  await sh(`systemctl stop later.timer; ${run}; systemctl daemon-reload; systemctl start later`)
  await until('! systemctl is-active later')
  assert.equal(await output('journalctl -u later -t sh -o cat'), 'a\nb\na; echo b\n')
})
