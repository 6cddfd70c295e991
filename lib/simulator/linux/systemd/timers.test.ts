import assert from 'node:assert/strict'
import { afterEach, beforeEach, test } from 'node:test'
import { machineWithSystemd } from '../testing/machine-with-systemd'

let { machine, logged, output, sh, until, stop } = machineWithSystemd()
const soon = '--timer-property=AccuracySec=100ms --on-active=50ms'
const never = '--on-active=100'

beforeEach(() => {
  ;({ machine, logged, output, sh, until, stop } = machineWithSystemd())
})
afterEach(() => stop())

test('a timer starts its service, and both are gone afterwards', async () => {
  machine.fs.writeText('/var/lib/k/restore.sh', 'echo working; echo trouble >&2; : > /run/restored')
  assert.deepEqual(await sh(`systemd-run --unit=back ${soon} /bin/sh /var/lib/k/restore.sh`), {
    stdout: '',
    stderr: 'Running timer as unit: back.timer\nWill run service as unit: back.service\n',
    exitCode: 0,
  })
  assert.equal(await output('systemctl is-active back.timer back.service'), 'active\ninactive\n')
  await until('[ -e /run/restored ]')
  await until('! systemctl status back.timer >/dev/null 2>&1')
  assert.equal(
    await output('systemctl status back.service'),
    'Unit back.service could not be found.\n',
  )
  assert.deepEqual(logged(), [
    'Started back.timer - /bin/sh /var/lib/k/restore.sh.',
    'Started back.service - /bin/sh /var/lib/k/restore.sh.',
    'working',
    'trouble',
    'back.service: Deactivated successfully.',
    'back.timer: Deactivated successfully.',
  ])
  assert.equal(await output('journalctl -u back -t sh -o cat'), 'working\ntrouble\n')
  assert.equal(await output('ls /run/systemd/transient'), '')
})

test('restarting a timer starts its countdown anew', async () => {
  const next = 'systemctl show back.timer -p NextElapseUSecMonotonic --value'
  await sh(`systemd-run --unit=back ${never} /bin/true`)
  const first = await output(next)
  await sh('sleep 0.02; systemctl restart back.timer')
  assert.notEqual(await output(next), first)
  assert.match(first, /^1min 40\.\d+s\n$/)
  assert.deepEqual(logged(), [
    'Started back.timer - /bin/true.',
    'back.timer: Deactivated successfully.',
    'Stopped back.timer - /bin/true.',
    'Started back.timer - /bin/true.',
  ])
})

test('a timer that is pushed forward often enough never fires; one that is not, does', async () => {
  const often = '--timer-property=StartLimitIntervalSec=0'
  await sh(`systemd-run --unit=back --on-active=300ms ${often} /bin/touch /run/fired`)
  for (let beat = 0; beat < 5; beat++)
    assert.equal((await sh('sleep 0.1; systemctl restart back.timer')).exitCode, 0)
  assert.equal((await sh('[ -e /run/fired ]')).exitCode, 1)
  await until('[ -e /run/fired ]')
  await until('! systemctl is-active -q back.timer')
  assert.deepEqual(await sh('systemctl restart back.timer'), {
    stdout: '',
    stderr: 'Failed to restart back.timer: Unit back.timer not found.\n',
    exitCode: 5,
  })
})

test('the fifth restart within 10 s of a timer with its usual start limit fails; collected, it is gone then', async () => {
  const restarts = 'for i in 1 2 3 4 5 6; do systemctl restart back.timer; echo $?; done'
  await sh(`systemd-run --collect --unit=back ${never} /bin/true`)
  assert.deepEqual(await sh(restarts), {
    stdout: '0\n0\n0\n0\n1\n5\n',
    stderr:
      'Job failed. See "journalctl -xe" for details.\nFailed to restart back.timer: Unit back.timer not found.\n',
    exitCode: 0,
  })
  assert.deepEqual(logged().slice(-3), [
    'back.timer: Start request repeated too quickly.',
    "back.timer: Failed with result 'start-limit-hit'.",
    'Failed to start back.timer - /bin/true.',
  ])
  await sh(`systemd-run --unit=back ${never} /bin/true`)
  await sh(restarts)
  assert.equal(
    await output('systemctl show back.timer -p Result,ActiveState'),
    'Result=start-limit-hit\nActiveState=failed\n',
  )
})

test('stopping a timer removes it and its service', async () => {
  await sh(`systemd-run --unit=back ${never} /bin/true`)
  assert.equal(
    await output('systemctl list-timers | sed "s/^.*left/- left/; s/  */ /g"'),
    'NEXT LEFT LAST PASSED UNIT ACTIVATES\n- left - - back.timer back.service\n\n1 timers listed.\nPass --all to see loaded but inactive timers, too.\n',
  )
  assert.equal((await sh('systemctl stop back.timer')).exitCode, 0)
  assert.equal(
    await output('systemctl stop back.timer; systemctl stop back'),
    'Failed to stop back.timer: Unit back.timer not loaded.\nFailed to stop back.service: Unit back.service not loaded.\n',
  )
  assert.match(await output('systemctl list-timers'), /\n0 timers listed\.\n/)
  assert.equal((await sh(`systemd-run --unit=back ${never} /bin/true`)).exitCode, 0)
})
