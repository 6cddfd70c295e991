import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { ExecResult } from '../../../machine/types'
import type { Dut } from '../../dut'
import { bootTestDut } from '../../test-dut'

let dut: Dut
let close: () => void
const sh = (script: string): Promise<ExecResult> => dut.machine.exec(script)
const said = async (script: string): Promise<string> => (await sh(script)).stdout

before(async () => {
  ;({ dut, close } = await bootTestDut({ variant: 'public' }))
})
after(() => close())

test('one value of CONFIG_DB, by dots, brackets, methods and filters', async () => {
  assert.equal(
    await said("sonic-cfggen -d -v 'DEVICE_METADATA.localhost.hwsku'"),
    'Force10-S6000\n',
  )
  assert.equal(
    await said(`sonic-cfggen -d -v "DEVICE_METADATA['localhost']['type']|lower"`),
    'torrouter\n',
  )
  assert.equal(await said("sonic-cfggen -dv 'DEVICE_METADATA.keys()|list'"), "['localhost']\n")
  assert.equal(await said("sonic-cfggen -d -v 'DEVICE_METADATA.localhost.nope'"), '\n')
  assert.equal(await said('sonic-cfggen -d -v "NOPE|default(1) == 1"'), 'True\n')
})

test('an attribute of nothing is an exception, more of jinja2 is not simulated, and fails the run', async () => {
  const unknown: string[] = []
  const forget = dut.machine.onUnknown(({ script }) => unknown.push(script))
  const undefinedName = await sh('sonic-cfggen -d -v NOPE.a.b')
  assert.equal(undefinedName.exitCode, 1)
  assert.match(undefinedName.stderr, /\njinja2\.exceptions\.UndefinedError: 'NOPE' is undefined\n$/)
  const conditional = await sh('sonic-cfggen -d -v "1 if A else 2"')
  assert.deepEqual([conditional.exitCode, conditional.stdout], [127, ''])
  assert.equal((await sh('sonic-cfggen -d -t x.j2')).exitCode, 127)
  forget()
  assert.deepEqual(unknown, ['sonic-cfggen -d -v 1 if A else 2', 'sonic-cfggen -d -t x.j2'])
})

test('a table as JSON, one row of it, and nothing of one that is not there', async () => {
  await sh("sonic-db-cli CONFIG_DB hset 'VLAN|Vlan7' vlanid 7 'dhcp_servers@' 10.0.0.1,10.0.0.2")
  await sh("sonic-db-cli CONFIG_DB hset 'INTERFACE|Ethernet0' NULL NULL")
  const vlan = '"Vlan7": {"vlanid": "7", "dhcp_servers": ["10.0.0.1", "10.0.0.2"]}'
  const dumped = async (options: string): Promise<unknown> =>
    JSON.parse(await said(`sonic-cfggen -d ${options}`)) as unknown
  assert.deepEqual(await dumped('--var-json VLAN'), JSON.parse(`{${vlan}}`))
  assert.deepEqual(await dumped('--var-json VLAN --key Vlan8'), {})
  assert.deepEqual(await dumped('--var-json INTERFACE'), { Ethernet0: {} })
  assert.equal(await said('sonic-cfggen -d --var-json NOPE'), '')
})

test('files and additional data are merged field by field, and written into CONFIG_DB', async () => {
  const script = `echo '{"T": {"r": {"a": "1", "b": "1"}}, "lower": {"r": {}}}' > /tmp/t.json
sonic-cfggen -j /tmp/t.json -a '{"T": {"r": {"b": "2"}, "s": {}}}' --write-to-db
sonic-db-cli CONFIG_DB hgetall 'T|r'; sonic-db-cli CONFIG_DB hgetall 'T|s'; sonic-db-cli CONFIG_DB keys 'lower*'`
  assert.equal(await said(script), "{'a': '1', 'b': '2'}\n{'NULL': 'NULL'}\n\n")
})

test('what is wrong with its arguments is said as argparse says it', async () => {
  const error = async (args: string): Promise<string> => {
    const { stderr, exitCode } = await sh(`sonic-cfggen ${args}`)
    return `${exitCode}: ${stderr.split('\n').at(-2)}`
  }
  assert.equal(await error('--nope'), '2: sonic-cfggen: error: unrecognized arguments: --nope')
  assert.equal(
    await error('-d -v'),
    '2: sonic-cfggen: error: argument -v/--var: expected one argument',
  )
  assert.equal(
    await error('-v a --var-json b'),
    '2: sonic-cfggen: error: argument --var-json: not allowed with argument -v/--var',
  )
  assert.equal(
    await error('-j nofile --print-data'),
    "1: FileNotFoundError: [Errno 2] No such file or directory: 'nofile'",
  )
})

test('sonic-db-dump prints rows with what redis-dump-load says of their expiry', async () => {
  await sh("sonic-db-cli STATE_DB hset 'X|b' f 1; sonic-db-cli STATE_DB hset 'X|a' g 2")
  const { stdout } = await sh("sonic-db-dump -n STATE_DB -k 'X|*' -y")
  assert.match(stdout, /^\{\n {2}"X\|a": \{\n {4}"expireat": \d+\.\d+,\n {4}"ttl": -0\.001,\n/)
  assert.ok(!stdout.endsWith('\n'))
  const rows = JSON.parse(stdout) as Record<string, { type: string; value: object }>
  assert.deepEqual(rows['X|b']?.value, { f: '1' })
  assert.equal((await sh('sonic-db-dump -n NOPE')).exitCode, 1)
})

test('show runningconfiguration, and what a device shows that is not simulated', async () => {
  const all = JSON.parse(await said('show run all')) as Record<string, unknown>
  assert.equal(all['bgpraw'], '')
  assert.ok('DEVICE_METADATA' in all)
  const unknown: string[] = []
  dut.machine.onUnknown(({ command }) => unknown.push(command))
  assert.equal((await sh('show interfaces status')).exitCode, 127)
  assert.equal((await sh('show nonsense')).exitCode, 2)
  assert.deepEqual(unknown, ['show interfaces'])
})

test('show logging takes a word to look for and a number of lines', async () => {
  await sh('logger -t probe one; logger -t probe two; logger -t probe three')
  assert.match(await said('show logging probe -l 2'), /^\S.* probe: two\n\S.* probe: three\n$/)
})
