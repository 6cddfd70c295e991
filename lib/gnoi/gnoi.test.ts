import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { createServer, type AddressInfo } from 'node:net'
import { test, type TestContext } from 'node:test'
import { connectToTestDut } from '../host/fixtures/simulated-dut'
import { type Host } from '../host/host'
import { type Dut } from '../simulator/dut/dut'
import { eventually } from '../simulator/dut/test-dut'
import { type DutVariantName } from '../simulator/dut/variants'
import { ClusterPki } from '../simulator/kubernetes/credentials/cluster-pki'
import { Gnoi } from './gnoi'
import { type ClientCertificate } from './grpc-channel'

test('in plaintext it answers through the loopback: time, OS image, files', async (t) => {
  const { gnoi, dut } = await connected(t)
  const now = dut.parts.clock.now()
  assert.ok(Math.abs((await gnoi.time()).getTime() - now) < 60_000)
  assert.equal(await gnoi.runningImage(), `SONiC-OS-${dut.parts.variant.buildVersion}`)
  dut.machine.fs.writeText('/tmp/größe', 'äöü', { mode: 0o640 })
  assert.deepEqual(await gnoi.stat('/tmp/größe'), [
    { path: '/tmp/größe', bytes: 6, permissions: 640 },
  ])
})

test('a call that the image does not have is named, with the images that have it', async (t) => {
  const { gnoi } = await connected(t, '202411')
  const error = await failure(gnoi.runningImage())
  assert.match(
    error.message,
    /^gNOI OS\.Verify on vlab-01: the gnmi container of this version does not have the call \(UNIMPLEMENTED: unknown service gnoi\.os\.OS\)\.\n {2}Next: .*OS\.Verify and OS\.Activate since 202505/,
  )
  const [{ permissions } = assert.fail()] = await gnoi.stat('/etc/hosts')
  assert.equal(permissions, 0o644, 'images before master answer the mode itself')
})

test('what the server refuses is told in its words', async (t) => {
  const { gnoi } = await connected(t)
  const missing = await failure(gnoi.stat('/nowhere'))
  assert.match(missing.message, /\(NOT_FOUND: stat \/nowhere: no such file or directory\)/)
  const elsewhere = await failure(gnoi.transfer({ from: 'http://10.250.0.1/x', to: '/etc/x' }))
  assert.match(
    elsewhere.message,
    /INVALID_ARGUMENT: invalid local_path: path must be under \/tmp\//,
  )
  const unknown = await failure(gnoi.activate('SONiC-OS-none'))
  assert.match(
    unknown.message,
    /was not activated \(NON_EXISTENT_VERSION: Error: Image does not exist\)/,
  )
  const noImage = await failure(gnoi.setPackage({ file: '/etc/hosts', activate: false }))
  assert.match(
    noImage.message,
    /INTERNAL: failed to install package: Image file '\/etc\/hosts' does not/,
  )
})

test('an image is fetched, installed from that file and made the next to boot', async (t) => {
  const { gnoi, dut } = await connected(t)
  const installer = '#!/bin/sh\nimage_version="20260601.1"\n'
  const from = await webServer(t, dut, installer)
  const md5 = createHash('md5').update(installer).digest('hex')
  assert.equal(await gnoi.transfer({ from, to: '/tmp/sonic.bin' }), md5)
  await gnoi.setPackage({ file: '/tmp/sonic.bin', activate: true })
  const { stdout } = await dut.machine.exec('sonic-installer list')
  assert.match(stdout.toString(), /^Next: SONiC-OS-20260601\.1$/m)
  await gnoi.activate(`SONiC-OS-${dut.parts.variant.buildVersion}`)
  assert.doesNotMatch(
    (await dut.machine.exec('sonic-installer list')).stdout.toString(),
    /^Next: .*20260601/m,
  )
})

test('with certificates it talks TLS, to the very certificate that CONFIG_DB names', async (t) => {
  const { dut, host, pki } = await withTls(t)
  const own = pki.issue('CN=test.client.gnmi.sonic')
  await using gnoi = await answering(host, own)
  assert.equal((await gnoi.stat('/etc/hosts')).length, 1)
  const { stdout } = await dut.machine.exec('curl -s http://10.250.0.101:8080/; echo $?')
  assert.doesNotMatch(stdout.toString(), /^7$/m, 'it listens on the management address, too')

  const another = new ClusterPki({ nodeName: 'x', addresses: [] })
  dut.machine.fs.writeText('/etc/sonic/gnmi/server.cer', another.apiserver.certificate)
  await using wary = await Gnoi.connect(host, own)
  assert.match((await failure(wary.time())).message, /UNAVAILABLE: .*certificate/)
})

test('a client that the role table does not know is told so', async (t) => {
  const { host, pki } = await withTls(t)
  await using stranger = await answering(host, pki.issue('CN=stranger'))
  const error = await failure(stranger.time())
  assert.match(
    error.message,
    /the server does not know this client \(UNAUTHENTICATED: Invalid cert cname:'stranger', not a trusted/,
  )
  await using nobody = await Gnoi.connect(host)
  assert.match(
    (await failure(nobody.time())).message,
    /UNAUTHENTICATED: could not verify peer certificate/,
  )
})

test('it comes and goes with the container', async (t) => {
  const { dut, host } = await connected(t)
  await dut.machine.exec('docker stop gnmi')
  await assert.rejects(Gnoi.connect(host), { name: 'ForwardRefused', nobodyListens: true })
  await dut.machine.exec('docker start gnmi')
  await using back = await answering(host)
  assert.ok(await back.time())
})

async function connected(
  t: TestContext,
  variant: DutVariantName = 'master',
): Promise<{ gnoi: Gnoi; dut: Dut; host: Host }> {
  const { dut, host } = await connectToTestDut(t, { variant })
  const gnoi = await answering(host)
  t.after(() => gnoi.close())
  return { gnoi, dut, host }
}

/** A device whose CONFIG_DB has certificates and one client for its gnmi server. */
async function withTls(t: TestContext): Promise<{ dut: Dut; host: Host; pki: ClusterPki }> {
  const { dut, host } = await connectToTestDut(t)
  const pki = new ClusterPki({ nodeName: 'gnmi', addresses: [] })
  const files = { server_crt: 'server.cer', server_key: 'server.key', ca_crt: 'ca.cer' }
  const { fs } = dut.machine
  fs.writeText('/etc/sonic/gnmi/server.cer', pki.apiserver.certificate)
  fs.writeText('/etc/sonic/gnmi/server.key', pki.apiserver.key, { mode: 0o600 })
  fs.writeText('/etc/sonic/gnmi/ca.cer', pki.ca.certificate)
  const { config } = dut.databases
  for (const [field, file] of Object.entries(files))
    config.hset('GNMI|certs', { [field]: `/etc/sonic/gnmi/${file}` })
  config.hset('GNMI_CLIENT_CERT|test.client.gnmi.sonic', { 'role@': 'gnoi_readwrite' })
  await dut.machine.exec('docker restart gnmi')
  return { dut, host, pki }
}

/** Connected once the container listens. */
async function answering(host: Host, own?: ClientCertificate): Promise<Gnoi> {
  let gnoi: Gnoi | undefined
  await eventually(async () => {
    gnoi = await Gnoi.connect(host, own).catch(() => undefined)
    return gnoi !== undefined
  })
  return gnoi!
}

/** A web server of the vmhost that has one file; its address there. */
async function webServer(t: TestContext, dut: Dut, file: string): Promise<string> {
  const server = createServer((socket) => {
    socket.once('data', () =>
      socket.end(
        `HTTP/1.1 200 OK\r\nContent-Length: ${file.length}\r\nConnection: close\r\n\r\n${file}`,
      ),
    )
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  t.after(() => server.close())
  const { port } = server.address() as AddressInfo
  dut.parts.network.serve('10.250.0.1', 80, { host: '127.0.0.1', port })
  return 'http://10.250.0.1/sonic.bin'
}

const failure = (call: Promise<unknown>): Promise<Error> =>
  call.then(
    () => assert.fail('it should have failed'),
    (error: Error) => error,
  )
