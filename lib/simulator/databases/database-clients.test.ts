import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { ExecResult } from '../machine/types'
import type { Dut } from '../dut/dut'
import { bootTestDut } from '../dut/test-dut'

let dut: Dut
let close: () => void
const sh = (script: string): Promise<ExecResult> => dut.machine.exec(script)

before(async () => {
  ;({ dut, close } = await bootTestDut({ variant: 'public' }))
})
after(() => close())

test('sonic-db-cli speaks Redis in any case, and prints as redis-py would', async () => {
  const { stdout } =
    await sh(`for line in 'HSET T|k a 1 b x' 'hset T|k a 2 c 3' 'hgetall T|k' 'keys T|*' 'hexists T|k z' \
    'hmset T|k d 4' 'hexists T|k d' 'hmget T|k a z' 'hdel T|k c' 'del T|k' 'exists T|k' 'keys T|*' 'hget T|k a' PING; do
      sonic-db-cli STATE_DB $line; done; sonic-db-cli PING; sonic-db-cli STATE_DB hset Q a "it's" >&2; sonic-db-cli STATE_DB hgetall Q; sonic-db-cli -j STATE_DB hgetall none`)
  assert.equal(
    stdout,
    "2\n1\n{'a': '2', 'b': 'x', 'c': '3'}\nT|k\nFalse\nTrue\nTrue\n2\n\n1\n1\n0\n\n\nTrue\nPONG\n{'a': \"it's\"}\n{}\n",
  )
})

test('sonic-db-cli refuses an unknown database, verb or option; too little is its usage', async () => {
  assert.deepEqual(await sh('sonic-db-cli NO_DB keys "*"'), {
    stdout: '',
    stderr: "Invalid database name input : 'NO_DB'\nFailed to find NO_DB database in : key\n",
    exitCode: 1,
  })
  assert.deepEqual(await sh('sonic-db-cli STATE_DB hget x'), {
    stdout: '',
    stderr:
      "RedisReply catches system_error: command: *2\\r\\n$4\\r\\nhget\\r\\n$1\\r\\nx\\r\\n, reason: ERR wrong number of arguments for 'hget' command: Input/output error: Input/output error\n",
    exitCode: 1,
  })
  const { stdout, exitCode } = await sh('sonic-db-cli STATE_DB')
  assert.match(stdout, /^usage: sonic-db-cli \[-h\] \[-s\] \[-j\] /)
  assert.equal(exitCode, 0)
  assert.equal((await sh('sonic-db-cli -x STATE_DB keys "*"')).exitCode, 255)
})

test('redis-cli reaches the same databases by their numbers, and prints as it does without a terminal', async () => {
  const { stdout } =
    await sh(`redis-cli -n 6 hset 'T|k' a 1 b 2; redis-cli -n 6 hgetall 'T|k'; redis-cli -n 6 hget 'T|k' z
    sonic-db-cli STATE_DB hget 'T|k' b; redis-cli ping; redis-cli -n 6 frobnicate x; echo $?
    printf 'del "T|k"\nexists T|k\n' | redis-cli -n 6`)
  assert.equal(
    stdout,
    "2\na\n1\nb\n2\n\n2\nPONG\nERR unknown command 'frobnicate', with args beginning with: 'x' \n\n0\n1\n0\n",
  )
})

test('redis-cli prints in each of its forms, and says whom it does not reach', async () => {
  await sh("redis-cli -n 6 hset 'F|k' a 1 b 2")
  for (const [line, stdout, stderr = '', exitCode = 0] of [
    ["--json -n 6 hgetall 'F|k'", '{"a":"1","b":"2"}\n'],
    ["--csv -n 6 hmget 'F|k' a z", '"1",NULL\n'],
    ["--no-raw -n 6 hgetall 'F|k'", '1) "a"\n2) "1"\n3) "b"\n4) "2"\n'],
    ["--no-raw -n 6 hget 'F|k' z", '(nil)\n'],
    ['--no-raw -n 6 keys none', '(empty array)\n'],
    ['--no-raw exists none', '(integer) 0\n'],
    ['--json frob', 'error:"ERR unknown command \'frob\', with args beginning with: "\n'],
    ['-e frob', '', "ERR unknown command 'frob', with args beginning with: \n", 1],
    ["-n 6 --scan --pattern 'F|*'", 'F|k\n'],
    ["-n 6 scan 0 match 'none*'", '0\n\n'],
    ["-n 6 get 'F|k'", 'WRONGTYPE Operation against a key holding the wrong kind of value\n\n'],
    ["-n 6 hincrby 'F|k' a 5", '6\n'],
    ['-n 6 rename none other', 'ERR no such key\n\n'],
    ['-r 2 ping', 'PONG\nPONG\n'],
    ['-n 99 ping', 'PONG\n', 'SELECT 99 failed: ERR DB index is out of range\n'],
    ['--nosuch', '', "Unrecognized option or bad number of args for: '--nosuch'\n", 1],
    ['-p 1 ping', '', 'Could not connect to Redis at 127.0.0.1:1: Connection refused\n', 1],
    ['-s /none ping', '', 'Could not connect to Redis at /none: No such file or directory\n', 1],
  ] as const)
    assert.deepEqual(await sh(`redis-cli ${line}`), { stdout, stderr, exitCode }, line)
})

test('what Redis can and the twin cannot is reported, not refused as unknown', async () => {
  const unknown: string[] = []
  const stop = dut.machine.onUnknown(({ command }) => void unknown.push(command))
  assert.match((await sh('redis-cli -n 6 set a b')).stdout, /^ERR set: not simulated\n/)
  assert.equal((await sh('sonic-db-cli STATE_DB lpush a b')).exitCode, 1)
  stop()
  assert.deepEqual(unknown, ['redis-cli set', 'sonic-db-cli STATE_DB lpush'])
})
