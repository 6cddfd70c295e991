import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ListeningPorts } from './listening-ports'

test('a listening port is in /proc/net/tcp in hexadecimal, state 0A, until it is freed', () => {
  const ports = new ListeningPorts()
  const free = ports.listen({ address: '0.0.0.0', port: 6443, process: 'docker-proxy', pid: 7 })
  const [, row = ''] = ports.procNet(4).split('\n')
  assert.deepEqual(row.trim().split(/\s+/).slice(1, 4), ['00000000:192B', '00000000:0000', '0A'])
  assert.equal(ports.procNet(6).split('\n').length, 2)
  free()
  assert.equal(ports.procNet(4).split('\n').length, 2)
  assert.equal(ports.isTaken(6443), false)
})

test('an address is in the byte order of the machine', () => {
  const ports = new ListeningPorts()
  ports.listen({ address: '127.0.0.1', port: 53, process: 'dnsmasq', pid: 7 })
  assert.match(ports.procNet(4), /0100007F:0035 /)
})
