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

test('each field is a write of its own, and only what differs is written', async () => {
  let writes = 0
  const unsubscribe = dut.databases.config.subscribe(() => writes++)
  await sh('config kube server ip 10.0.0.1')
  assert.equal(writes, 4)
  await sh('config kube server ip 10.0.0.1; config kube server insecure off')
  assert.equal(writes, 5)
  unsubscribe()
})

test('config is for root', async () => {
  assert.deepEqual(await sh('config kube server disable on', 'admin'), {
    stdout: '',
    stderr: 'Root privileges are required for this operation\n',
    exitCode: 1,
  })
})

test('wrong use exits 2 and says what is wrong, in the words of click', async () => {
  for (const [script, usage, error] of [
    ['config kube server disable maybe', 'config kubernetes server disable [OPTIONS] [on|off]', 'Invalid value for "[on|off]": invalid choice: maybe. (choose from on, off)'],
    ['config kube server disable', 'config kubernetes server disable [OPTIONS] [on|off]', 'Missing argument "[on|off]".  Choose from:\n\ton,\n\toff.'],
    ['config kube server ip', 'config kubernetes server ip [OPTIONS] VIP', 'Missing argument "VIP".'],
    ['config kube server ip --v6 ::1', 'config kubernetes server ip [OPTIONS] VIP', 'no such option: --v6'],
    ['config kube label add rack', 'config kubernetes label add [OPTIONS] KEY VAL', 'Missing argument "VAL".'],
    ['config feature owner snmp', 'config feature owner [OPTIONS] <feature-name> <owner>', 'Missing argument "<owner>".  Choose from:\n\tlocal,\n\tkube.'],
    ['config kube nosuch', 'config kubernetes [OPTIONS] COMMAND [ARGS]...', 'No such command "nosuch".'],
    // The groups below have no abbreviations.
    ['config kube server dis on', 'config kubernetes server [OPTIONS] COMMAND [ARGS]...', 'No such command "dis".'],
    ['config -x', 'config [OPTIONS] COMMAND [ARGS]...', 'no such option: -x'],
    ['show kube server status extra', 'show kubernetes server status [OPTIONS]', 'Got unexpected extra argument (extra)'],
  ] as const) {
    const path = usage.slice(0, usage.indexOf(' [OPTIONS]'))
    const stderr = `Usage: ${usage}\nTry "${path} -h" for help.\n\nError: ${error}\n`
    assert.deepEqual(await sh(script), { stdout: '', stderr, exitCode: 2 }, script)
  }
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
    assert.deepEqual(await sh(script), { stdout: text, stderr: '', exitCode: 0 })
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

test('labels go to STATE_DB, and a dropped one becomes false', async () => {
  await sh('config kube label add rack r7; config kube label drop rack')
  assert.equal(
    (await sh('show kube labels')).stdout,
    'name    value\n------  -------\nrack    false\n',
  )
})

test('sonic-db-cli speaks Redis in any case', async () => {
  const { stdout } = await sh(
    `sonic-db-cli STATE_DB HSET 'T|k' a 1 b "it's"; sonic-db-cli STATE_DB hset 'T|k' a 2 c 3; sonic-db-cli STATE_DB hgetall 'T|k'; sonic-db-cli STATE_DB keys 'T|*'; sonic-db-cli STATE_DB hexists 'T|k' z; sonic-db-cli STATE_DB hdel 'T|k' c; sonic-db-cli STATE_DB del 'T|k'; sonic-db-cli STATE_DB exists 'T|k'`,
  )
  assert.equal(stdout, `2\n1\n{'a': '2', 'b': "it's", 'c': '3'}\nT|k\n0\n1\n1\n0\n`)
})

test('an unknown database or verb is an error', async () => {
  assert.deepEqual(await sh('sonic-db-cli NO_DB keys "*"'), {
    stdout: '',
    stderr: "Invalid database name input: 'NO_DB'\n",
    exitCode: 1,
  })
  assert.equal((await sh('sonic-db-cli STATE_DB frobnicate x')).exitCode, 1)
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
