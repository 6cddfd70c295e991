import assert from 'node:assert/strict'
import { createServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import { after, before, test } from 'node:test'
import { SmallApiServer } from '../../../dut/small-api-server'
import { bootTestDut } from '../../../dut/test-dut'

let api: SmallApiServer
let booted: Awaited<ReturnType<typeof bootTestDut>>
const mute = createServer((socket) => socket.end('SSH-2.0-OpenSSH_9.2\r\n'))

before(async () => {
  api = await SmallApiServer.start()
  booted = await bootTestDut({ api })
  await new Promise<void>((resolve) => mute.listen(0, '127.0.0.1', resolve))
  const { port } = mute.address() as AddressInfo
  booted.network.serve('10.250.0.1', 22, { host: '127.0.0.1', port })
  booted.dut.machine.fs.writeText('/tmp/ca.crt', api.pki.ca.certificate)
})
after(() => {
  booted.close()
  api.server.close()
  mute.close()
})

const type = async (line: string): Promise<string> => {
  const { stdout, stderr, exitCode } = await booted.dut.machine.exec(line)
  return `${stdout}${stderr}${exitCode}`
}

test('openssl s_client shows a server: its certificate, and whether it is trusted', async () => {
  const ask = 'echo | openssl s_client -connect 10.250.0.1:6443'
  assert.match(
    await type(`${ask} 2>/dev/null | openssl x509 -noout -subject -issuer`),
    /^subject=O = system:masters, CN = minikube\nissuer=CN = minikubeCA\n0$/,
  )
  assert.match(
    await type(`${ask} 2>&1 >/dev/null`),
    /^Can't use SSL_get_servername\ndepth=0 O = system:masters, CN = minikube\nverify error:num=20:unable to get local issuer certificate\nverify return:1\ndepth=0 [^\n]*\nverify error:num=21:unable to verify the first certificate\n/,
  )
  assert.match(
    await type(`${ask} 2>/dev/null`),
    /\nVerify return code: 21 \(unable to verify the first certificate\)\n---\nDONE\n0$/,
  )
  assert.match(
    await type(`${ask} -CAfile /tmp/ca.crt`),
    /\nVerification: OK\n[^]*\nVerify return code: 0 \(ok\)\n[^]*depth=1 CN = minikubeCA\n/,
  )
})

test('what is no TLS, and what refuses, is told in the words of OpenSSL', async () => {
  assert.match(
    await type('openssl s_client -connect 10.250.0.1:1 </dev/null'),
    /BIO_connect:Connection refused:[^]*\nconnect:errno=111\n1$/,
  )
  assert.match(
    await type('openssl s_client -connect 10.250.0.1:22 </dev/null'),
    /\nno peer certificate available\n[^]*wrong version number:[^]*1$/,
  )
})
