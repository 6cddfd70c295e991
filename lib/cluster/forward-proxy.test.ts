import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test, type TestContext } from 'node:test'
import { Host } from '../host/host'
import { request, run } from '../lifecycle/fixtures/test-machine'
import { Journal } from '../lifecycle/journal/journal'
import { askForLease } from '../lifecycle/lease/lease'
import { restore } from '../lifecycle/restore/restore'
import { generateIdentity } from '../simulator/testbed/identity'
import { SimulatedClock } from '../simulator/time/clock'
import { SimulatedNetwork } from '../simulator/network/simulated-network'
import { SeededRandom } from '../simulator/chance/seeded-random'
import { serveSsh } from '../simulator/ssh/ssh-server'
import { Vmhost } from '../simulator/vmhost/vmhost'
import { loadTestbed } from '../testbed/load-testbed'
import { ForwardProxy } from './forward-proxy'

interface Bench {
  readonly vmhost: Vmhost
  readonly host: Host
  readonly proxy: ForwardProxy
}

/** A simulated vmhost with an open journal, and the proxy that a testbed file asks for there. */
async function bench(t: TestContext, section: string): Promise<Bench> {
  const [clock, network] = [new SimulatedClock(0), new SimulatedNetwork()]
  const vmhost = new Vmhost({ address: '10.250.0.1', clock, random: new SeededRandom(1), network })
  await vmhost.boot()
  const { fs } = vmhost.machine
  const identity = generateIdentity('test')
  fs.mkdirp('/root/.ssh', { mode: 0o700 })
  fs.writeText('/root/.ssh/authorized_keys', `${identity.publicKey}\n`, { mode: 0o600 })
  const server = await serveSsh(vmhost.machine, { host: '127.0.0.1', network })
  const folder = mkdtempSync(join(tmpdir(), 'proxy-'))
  writeFileSync(join(folder, 'identity'), identity.privateKey, { mode: 0o600 })
  writeFileSync(join(folder, 'known_hosts'), `[127.0.0.1]:${server.port} ${server.hostKeyPublic}\n`)
  writeFileSync(
    join(folder, 'lab.yaml'),
    `name: lab
vmhost: { address: 10.250.0.1, ssh: { host: 127.0.0.1, port: ${server.port}, user: root, identityFile: ./identity } }
duts: [{ name: vlab-01, address: 10.250.0.101, ssh: { user: admin } }]
registry: { host: "10.251.0.1:5000", image: "lab/idle:1", proxy: ${section} }
knownHosts: ./known_hosts
`,
  )
  const testbed = loadTestbed(join(folder, 'lab.yaml'), {})
  const host = new Host(testbed.vmhost, testbed)
  t.after(async () => {
    await host.close()
    await server.close()
    await vmhost.close()
    clock.stop()
    rmSync(folder, { recursive: true })
  })
  await askForLease(host, request)
  await new Journal(run).open(host)
  return { vmhost, host, proxy: new ForwardProxy(host, testbed, run) }
}

test('the proxy listens on the bridge, for the DUTs and to registries alone; undone, nothing of it is left', async (t) => {
  const { vmhost, host, proxy } = await bench(t, '{ port: 3130 }')
  await proxy.provide()
  assert.equal(
    vmhost.ports.all().some(({ address, port }) => address === '10.250.0.1' && port === 3130),
    true,
  )
  const { fs } = vmhost.machine
  const configuration = fs.readText(`/var/lib/kubesonic/${run}/proxy.conf`)
  assert.match(configuration, /^Listen 10\.250\.0\.1$/m)
  assert.match(configuration, /^Allow 10\.250\.0\.101$/m)
  assert.deepEqual(configuration.match(/ConnectPort \d+/g), [
    'ConnectPort 443',
    'ConnectPort 563',
    'ConnectPort 5000',
  ])
  await proxy.stop()
  assert.equal(vmhost.ports.isTaken(3130), false)
  await proxy.start()
  assert.equal(vmhost.ports.isTaken(3130), true)
  assert.equal((await restore(host, run)).complete, true)
  assert.equal(vmhost.ports.isTaken(3130), false)
  assert.equal(fs.exists('/var/lib/kubesonic'), false)
})

test('a missing tinyproxy is installed where that is allowed, and goes again', async (t) => {
  const { vmhost, host, proxy } = await bench(t, '{ port: 3130, install: true }')
  const { packages } = vmhost
  packages.remove(packages.find('tinyproxy-bin')!)
  await proxy.provide()
  assert.equal(packages.isInstalled('tinyproxy-bin'), true)
  assert.equal(vmhost.ports.isTaken(3130), true)
  assert.equal((await restore(host, run)).complete, true)
  assert.equal(packages.isInstalled('tinyproxy-bin'), false)
})

test('a missing tinyproxy that may not be installed is refused before any change', async (t) => {
  const { vmhost, host, proxy } = await bench(t, '{ port: 3130 }')
  const { packages } = vmhost
  const found = packages.find('tinyproxy-bin')!
  packages.remove(found)
  await assert.rejects(proxy.provide(), /has no tinyproxy.*\n.*registry\.proxy\.install: true/)
  packages.install(found)
  assert.deepEqual((await restore(host, run)).entries, [])
})

test('a port that somebody else has is refused before any change', async (t) => {
  const { vmhost, host, proxy } = await bench(t, '{ port: 3130 }')
  vmhost.ports.listen({ address: '10.250.0.1', port: 3130, process: 'squid', pid: 77 })
  await assert.rejects(
    proxy.provide(),
    /registry\.proxy\.port 3130 is taken on the vmhost: .*squid/,
  )
  assert.deepEqual((await restore(host, run)).entries, [])
})
