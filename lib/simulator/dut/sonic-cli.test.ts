import assert from 'node:assert/strict'
import { after, before, beforeEach, test } from 'node:test'
import type { ExecResult } from '../machine/types'
import type { Dut } from './dut'
import { bootTestDut } from './test-dut'

const row = 'KUBERNETES_MASTER|SERVER'
let dut: Dut
let close: () => void
const sh = (script: string, user = 'root'): Promise<ExecResult> =>
  dut.machine.exec(script, { user })

before(async () => {
  ;({ dut, close } = await bootTestDut({ variant: 'public' }))
})
after(() => close())
beforeEach(() => dut.databases.config.del([row]))

test('`disable on` alone writes the defaults of the other fields', async () => {
  assert.equal(
    (await sh(`config kube server disable on; sonic-db-cli CONFIG_DB hgetall '${row}'`)).stdout,
    "{'ip': '', 'port': '6443', 'insecure': 'True', 'disable': 'True'}\n",
  )
})

test('each field is a write of its own; addresses are written when they differ, flags always', async () => {
  let writes = 0
  const unsubscribe = dut.databases.config.subscribe(() => writes++)
  await sh('config kube server ip 10.0.0.1')
  assert.equal(writes, 4)
  await sh('config kube server ip 10.0.0.1; config kube server port 6443')
  assert.equal(writes, 4)
  await sh('config kube server insecure off; config kube server disable off')
  assert.equal(writes, 6)
  unsubscribe()
})

test('config is for root, its help for all', async () => {
  const refused = {
    stdout: '',
    stderr: 'Root privileges are required for this operation\n',
    exitCode: 1,
  }
  assert.deepEqual(await sh('config kube server disable on', 'admin'), refused)
  assert.deepEqual(await sh('config kube nosuch', 'admin'), refused)
  assert.equal((await sh('config -h', 'admin')).exitCode, 0)
  assert.match((await sh('config nosuch', 'admin')).stderr, /No such command 'nosuch'\.\n$/)
})

const wrongUse = async (
  machine: Dut,
  cases: readonly (readonly [script: string, usage: string, error: string])[],
  quote: string,
): Promise<void> => {
  for (const [script, usage, error] of cases) {
    const path = usage.slice(0, usage.indexOf(' [OPTIONS]'))
    const stderr = `Usage: ${usage}\nTry ${quote}${path} -h${quote} for help.\n\nError: ${error}\n`
    const expected = { stdout: '', stderr, exitCode: 2 }
    assert.deepEqual(await machine.machine.exec(script), expected, script)
  }
}

// What click 8.1.3 of Debian prints.
test('wrong use exits 2 and says what is wrong, in the words of click 8.1 from 202511 on', async () => {
  await wrongUse(dut, [
    ['config kube server disable maybe', 'config kube server disable [OPTIONS] {on|off}', "Invalid value for '{on|off}': 'maybe' is not one of 'on', 'off'."],
    ['config kubernetes server disable', 'config kubernetes server disable [OPTIONS] {on|off}', "Missing argument '{on|off}'. Choose from:\n\ton,\n\toff"],
    ['config kube server ip', 'config kube server ip [OPTIONS] VIP', "Missing argument 'VIP'."],
    ['config kube server ip --v6 ::1', 'config kube server ip [OPTIONS] VIP', 'No such option: --v6'],
    ['config feature owner snmp', 'config feature owner [OPTIONS] <feature-name> <owner>', "Missing argument '<owner>'. Choose from:\n\tlocal,\n\tkube"],
    ['config kube nosuch', 'config kube [OPTIONS] COMMAND [ARGS]...', "No such command 'nosuch'."],
    // The groups below have no abbreviations.
    ['config kube server dis on', 'config kube server [OPTIONS] COMMAND [ARGS]...', "No such command 'dis'."],
    ['config -x', 'config [OPTIONS] COMMAND [ARGS]...', 'No such option: -x'],
    ['show feature status a b', 'show feature status [OPTIONS] [FEATURE_NAME]', 'Got unexpected extra argument (b)'],
  ], "'")
}) // prettier-ignore

test('until 202505 it is said in the words of click 7.0', async (t) => {
  const older = await bootTestDut({ variant: '202505' })
  t.after(() => older.close())
  await wrongUse(older.dut, [
    ['config kube server disable maybe', 'config kube server disable [OPTIONS] [on|off]', 'Invalid value for "[on|off]": invalid choice: maybe. (choose from on, off)'],
    ['config kube server disable', 'config kube server disable [OPTIONS] [on|off]', 'Missing argument "[on|off]".  Choose from:\n\ton,\n\toff.'],
    ['config kube label add rack', 'config kube label add [OPTIONS] KEY VAL', 'Missing argument "VAL".'],
    ['config kube server ip --v6 ::1', 'config kube server ip [OPTIONS] VIP', 'no such option: --v6'],
    ['config kube nosuch', 'config kube [OPTIONS] COMMAND [ARGS]...', 'No such command "nosuch".'],
  ], '"')
}) // prettier-ignore

test('a group without a command prints its help, as --help does', async () => {
  const text = `Usage: config kubernetes server [OPTIONS] COMMAND [ARGS]...

  Server configuration

Options:
  -?, -h, --help  Show this message and exit.

Commands:
  disable   Specify a kubernetes cluster VIP access is disabled or not
  insecure  Specify a kubernetes cluster VIP access as insecure or not
  ip        Specify a kubernetes cluster VIP
  port      Specify a kubernetes Service port
`
  for (const script of ['config kube server', 'config kube server --help'])
    assert.deepEqual(await sh(script), {
      stdout: text.replace('kubernetes server', 'kube server'),
      stderr: '',
      exitCode: 0,
    })
  assert.equal(
    (await sh('config feature state -h')).stdout,
    `Usage: config feature state [OPTIONS] <feature-name> <state>

  Enable/disable a feature

Options:
  --block         Wait till operation is finished
  -?, -h, --help  Show this message and exit.
`,
  )
})

test('what config feature refuses it says on stdout', async () => {
  assert.deepEqual(await sh('config feature owner nosuch kube'), {
    stdout: 'Unable to retrieve nosuch from FEATURE table\n',
    stderr: '',
    exitCode: 1,
  })
  assert.equal(
    (await sh('config feature state nosuch enabled')).stdout,
    "Feature 'nosuch' doesn't exist\n",
  )
})

test('a port that is none is a traceback with exit code 1', async () => {
  const word = await sh('config kube server port http')
  assert.match(word.stderr, /ValueError: invalid literal for int\(\) with base 10: 'http'\n$/)
  assert.equal(word.exitCode, 1)
  assert.equal((await sh('config kube server port 70000')).stdout, 'Invalid port value 70000\n')
})

test('config save and reload ask first, and abort without a yes', async () => {
  assert.deepEqual(await sh('config save'), {
    stdout: 'Existing files will be overwritten, continue? [y/N]: ',
    stderr: 'Aborted!\n',
    exitCode: 1,
  })
  const saved = await sh('echo y | config save /tmp/saved.json; grep -c SERVER /tmp/saved.json')
  assert.match(saved.stdout, /continue\? \[y\/N\]: Running command: .* > \/tmp\/saved\.json\n0\n$/)
  const { stdout } = await sh('config reload -y')
  assert.match(
    stdout,
    /^Acquired lock on \/etc\/sonic\/reload\.lock\nStopping SONiC target \.\.\.\n/,
  )
})

test('show feature shows one or all: a field that no row has is no column, an empty one is', async () => {
  dut.databases.state.hset('FEATURE|snmp', { container_version: '' })
  await sh('config feature fallback snmp off')
  const said = async (script: string): Promise<string[]> =>
    (await sh(script)).stdout.trimEnd().split(/\n/)
  assert.match((await said('show feature status'))[0] ?? '', / AutoRestart {4}Version {4}SetOwner/)
  assert.deepEqual(await said('show feature config snmp'), [
    'Feature    State    AutoRestart    Owner    fallback',
    '---------  -------  -------------  -------  ----------',
    'snmp       enabled  enabled        local    false',
  ])
  assert.deepEqual((await said('show feature autorestart snmp')).slice(2), ['snmp       enabled'])
  assert.deepEqual(await sh('show feature status nosuch'), {
    stdout: 'Can not find feature nosuch\n',
    stderr: '',
    exitCode: 1,
  })
})

test('show version tells the image, the platform, the time and the images of Docker', async () => {
  const { stdout } = await sh('show version')
  assert.match(stdout, /^\nSONiC Software Version: SONiC\.master\.\S+\nSONiC OS Version: 13\n/)
  assert.match(stdout, /\n\nPlatform: x86_64-kvm_x86_64-r0\nHwSKU: Force10-S6000\nASIC: vs\n/)
  assert.match(
    stdout,
    /\nDate: \w{3} \d\d \w{3} \d{4} \d\d:\d\d:\d\d\n\nDocker images:\nREPOSITORY /,
  )
  assert.match((await sh('show version --brief')).stdout, /\nDate: .*\n$/)
})

test('labels go to STATE_DB, and a dropped one becomes false', async () => {
  await sh('config kube label add rack r7; config kube label drop rack')
  assert.equal(
    (await sh('show kube labels')).stdout,
    'name    value\n------  -------\nrack    false\n',
  )
})

test('what config save wrote comes back with config reload; STATE_DB is kept', async () => {
  dut.databases.state.hset('X|y', { z: '1' })
  await sh(
    'config kube server ip 10.0.0.1; config save -y; config kube server ip 10.0.0.2; config reload -y',
  )
  assert.equal(dut.databases.config.hget(row, 'ip'), '10.0.0.1')
  assert.equal(dut.databases.state.hget('X|y', 'z'), '1')
})

test('a public image has the CLI and the containers, but nothing of Kubernetes', async () => {
  assert.equal((await sh('systemctl list-unit-files ctrmgrd.service')).exitCode, 1)
  assert.equal((await sh('kubeadm version -o short')).exitCode, 127)
  assert.equal((await sh('docker image inspect k8s.gcr.io/pause:3.5')).exitCode, 1)
  assert.equal((await sh('test -e /etc/sonic/remote_ctr.config.json')).exitCode, 1)
  assert.match((await sh("docker ps --format '{{.Names}}'", 'admin')).stdout, /^swss$/m)
})
