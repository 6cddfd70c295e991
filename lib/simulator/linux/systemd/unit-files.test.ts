import assert from 'node:assert/strict'
import { beforeEach, test } from 'node:test'
import { machineWithSystemd } from '../testing/machine-with-systemd'

let { machine, sh } = machineWithSystemd()
const name = 'back.service'
const path = `/etc/systemd/system/${name}`
const link = `/etc/systemd/system/multi-user.target.wants/${name}`

beforeEach(() => {
  ;({ machine, sh } = machineWithSystemd())
  write('Type=oneshot\nExecStart=/bin/sh /root/x.sh')
  machine.fs.writeText('/root/x.sh', 'echo "A=$A B=$B"\n')
})

const write = (service: string): void =>
  machine.fs.writeText(
    path,
    `[Unit]\nDescription=put back\nConditionPathExists=/root/x.sh\n\n[Service]\n${service}\n\n[Install]\nWantedBy=multi-user.target\n`,
  )

test('is-enabled tells of each unit, and is content with one', async () => {
  await sh('systemctl enable back')
  machine.fs.writeText('/etc/systemd/system/other.service', machine.fs.readText(path))
  assert.deepEqual(await sh('systemctl is-enabled other back'), {
    stdout: 'disabled\nenabled\n',
    stderr: '',
    exitCode: 0,
  })
  assert.deepEqual(await sh('systemctl is-enabled back nosuch other'), {
    stdout: 'enabled\n',
    stderr: 'Failed to get unit file state for nosuch.service: No such file or directory\n',
    exitCode: 1,
  })
})

test('enabling a unit is a link, and the link is what counts', async () => {
  assert.equal((await sh('systemctl is-enabled back')).stdout, 'disabled\n')
  assert.deepEqual(await sh('systemctl enable back'), {
    stdout: '',
    stderr: `Created symlink ${link} → ${path}.\n`,
    exitCode: 0,
  })
  assert.equal((await sh(`systemctl enable back; readlink ${link}`)).stdout, `${path}\n`)
  assert.equal((await sh(`rm ${link}; systemctl is-enabled back`)).stdout, 'disabled\n')
  await sh('systemctl enable back')
  assert.equal((await sh('systemctl disable back')).stderr, `Removed "${link}".\n`)
  machine.fs.remove(path)
  assert.deepEqual(await sh('systemctl disable back'), {
    stdout: '',
    stderr: `Failed to disable unit: Unit file ${name} does not exist.\n`,
    exitCode: 1,
  })
})

test('a oneshot is started when it has ended; a failure is told', async () => {
  write(
    'Type=oneshot\nRemainAfterExit=yes\nEnvironment=A=1 "B=two words"\nExecStart=/bin/sh /root/x.sh',
  )
  assert.equal((await sh('systemctl start back; systemctl is-active back')).stdout, 'active\n')
  assert.match((await sh('systemctl status back')).stdout, /Active: active \(exited\) since/)
  assert.equal(
    (await sh('systemctl stop back; journalctl -t sh -o cat')).stdout,
    'A=1 B=two words\n',
  )
  machine.fs.writeText('/root/x.sh', 'exit 5')
  assert.deepEqual(await sh('systemctl start back'), {
    stdout: '',
    stderr: `Job for ${name} failed because the control process exited with error code.\nSee "systemctl status ${name}" and "journalctl -xeu ${name}" for details.\n`,
    exitCode: 1,
  })
  assert.match((await sh('systemctl status back')).stdout, /Process: \d+ ExecStart=\/bin\/sh \/root\/x\.sh \(code=exited, status=5\)/) // prettier-ignore
})

test('a unit whose condition is not met is skipped, and that is no failure', async () => {
  machine.fs.remove('/root/x.sh')
  // What no target wants is forgotten once it is over, and why it was skipped with it.
  await sh('systemctl enable back')
  assert.deepEqual(
    await sh('systemctl start back; systemctl show back -p ConditionResult,ActiveState'),
    {
      stdout: 'ActiveState=inactive\nConditionResult=no\n',
      stderr: '',
      exitCode: 0,
    },
  )
  assert.match(
    (await sh('systemctl status back')).stdout,
    /Condition: start condition failed at [^\n]*\n +└─ ConditionPathExists=\/root\/x\.sh was not met\n/,
  )
})

test('what was loaded holds until daemon-reload', async () => {
  write('Type=oneshot\nRemainAfterExit=yes\nExecStart=/bin/true')
  await sh('systemctl start back')
  write('Type=oneshot\nRemainAfterExit=yes\nExecStart=/bin/false')
  const warned = await sh('systemctl restart back')
  assert.match(warned.stderr, /^Warning: The unit file, .* of back\.service changed on disk\./)
  assert.equal(warned.exitCode, 0)
  assert.equal((await sh('systemctl daemon-reload; systemctl restart back')).exitCode, 1)
})

test('what requires a unit, or is bound to it, starts it, stops with it and restarts with it', async () => {
  const file = (unit: string, head: string): void =>
    machine.fs.writeText(
      `/etc/systemd/system/${unit}.service`,
      `[Unit]\n${head}\n\n[Service]\nType=oneshot\nRemainAfterExit=yes\nExecStart=/bin/true\n`,
    )
  file('base', 'Description=base')
  file('bound', 'BindsTo=base.service\nAfter=base.service')
  file('wanting', 'Wants=base.service')
  const states = async (script: string): Promise<string> =>
    (await sh(`${script}; systemctl is-active base bound wanting`)).stdout.replaceAll('\n', ' ')
  assert.equal(await states('systemctl start bound'), 'active active inactive ')
  assert.equal(await states('systemctl start wanting; systemctl restart base'), 'active active active ') // prettier-ignore
  assert.equal(await states('systemctl stop base'), 'inactive inactive active ')
})
