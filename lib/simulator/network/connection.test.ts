import assert from 'node:assert/strict'
import { createServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import { test } from 'node:test'
import { bootTestDut } from '../dut/test-dut'

test('bash opens /dev/tcp: what answers is read and written, what refuses is told in its two lines', async (t) => {
  const { dut, network, close } = await bootTestDut()
  const server = createServer((socket) => {
    socket.once('data', (bytes) => socket.end(`you said ${bytes.toString()}`))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  t.after(() => (close(), server.close()))
  const { port } = server.address() as AddressInfo
  network.serve('10.250.0.1', 7000, { host: '127.0.0.1', port })
  const type = async (line: string): Promise<string> => {
    const { stdout, stderr, exitCode } = await dut.machine.exec(line)
    return `${stdout}${stderr}${exitCode}`
  }
  assert.equal(
    await type('exec 3<>/dev/tcp/10.250.0.1/7000; echo hello >&3; cat <&3'),
    'you said hello\n0',
  )
  assert.equal(await type('timeout 2 bash -c "</dev/tcp/10.250.0.1/7000" && echo open'), 'open\n0')
  assert.equal(
    await type('bash -c "</dev/tcp/10.250.0.1/7001"'),
    'bash: connect: Connection refused\nbash: line 1: /dev/tcp/10.250.0.1/7001: Connection refused\n1',
  )
  assert.equal(
    await type('bash -c ": > /dev/tcp/nosuch.invalid/1"'),
    'bash: nosuch.invalid: Name or service not known\nbash: line 1: /dev/tcp/nosuch.invalid/1: Invalid argument\n1',
  )
  assert.match(await type('bash -c "</dev/tcp/10.250.0.99/1"'), /connect: No route to host\n/)
  assert.match(await type('sh -c "</dev/tcp/10.250.0.1/7000"'), /cannot open .*: No such file\n2$/)
})
