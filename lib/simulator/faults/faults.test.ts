import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { simulateTestbed, type SimulatedTestbed } from '../simulate-testbed'
import { faults } from './catalogue'
import { parseFault, UnknownFault } from './fault-switches'

const start =
  'minikube start -p kubesonic --driver=docker --force --kubernetes-version=v1.22.2 --listen-address=0.0.0.0 --apiserver-port=6443 --ports=6443:6443 --apiserver-ips=10.250.0.1'
const download =
  'cd /tmp && curl -fsSLO https://github.com/kubernetes/minikube/releases/download/v1.34.0/minikube-linux-amd64 && curl -fsSL https://github.com/kubernetes/minikube/releases/download/v1.34.0/minikube-linux-amd64.sha256 | sed "s/$/  minikube-linux-amd64/" | sha256sum -c'

let testbed: SimulatedTestbed
before(async () => {
  testbed = await simulateTestbed({ scale: 0, minikube: 'v1.34.0' })
})
after(() => testbed.close())

/** With the fault the script ends as told; without it, before and after, it succeeds. */
async function shows(
  fault: string,
  script: string,
  exitCode: number,
  output: RegExp,
): Promise<void> {
  const { name, parameters } = parseFault(fault)
  const { machine } = testbed.simulation.vmhost
  await testbed.faults.switchOn(name, parameters)
  const failed = await machine.exec(script)
  await testbed.faults.switchOff(name)
  assert.equal(failed.exitCode, exitCode, `${fault}\n${failed.stdout}${failed.stderr}`)
  assert.match(failed.stdout + failed.stderr, output)
  const { exitCode: mended, stdout, stderr } = await machine.exec(script)
  assert.equal(mended, 0, `${fault} is over\n${stdout}${stderr}`)
  await machine.exec('minikube delete -p kubesonic')
}

test('minikube-start-fails ends a start with its exit code and reason', async () => {
  await shows(
    'minikube-start-fails:code=70,reason=IF_DEDICATED_NETWORK,message=no network',
    start,
    70,
    /X Exiting due to IF_DEDICATED_NETWORK: no network/,
  )
})

test('download-corrupted makes the checksum of the download differ', async () => {
  await shows('download-corrupted', download, 1, /minikube-linux-amd64: FAILED/)
})

test('no-docker leaves a vmhost without Docker', async () => {
  await shows('no-docker', 'docker version', 127, /docker: command not found/)
  await shows('no-docker', start, 65, /PROVIDER_DOCKER_NOT_FOUND/)
})

test('port-taken lets a start fail at its port', async () => {
  await shows('port-taken', start, 80, /Bind for 0\.0\.0\.0:6443 failed: port is already allocated/)
  await shows('port-taken:port=7000', "test \"$(ss -ltnH 'sport = :7000')\" = ''", 1, /^$/)
})

test("foreign-cluster is another user's container, kubeconfig and port", async () => {
  await shows('foreign-cluster', start, 80, /port is already allocated/)
  await shows(
    'foreign-cluster:profile=kubesonic',
    'minikube status -p kubesonic || ! docker container inspect kubesonic',
    1,
    /Profile "kubesonic" not found/,
  )
})

test('ssh-drop cuts what is connected and lets new connections in', async () => {
  const [server] = testbed.simulation.sshServers.values()
  assert.ok(server)
  const { connect } = await import('node:net')
  const socket = connect(server.port, server.host)
  await new Promise((resolve) => socket.once('data', resolve))
  const cut = new Promise((resolve) => socket.once('close', resolve).once('error', () => undefined))
  await testbed.faults.switchOn('ssh-drop', {})
  await cut
  const again = connect(server.port, server.host)
  await new Promise((resolve) => again.once('data', resolve))
  again.destroy()
})

test('every fault has a name of its own, tells what happens, and can be switched on and off', async () => {
  assert.equal(new Set(faults.map(({ name }) => name)).size, faults.length)
  for (const { name, what } of faults) {
    assert.match(what, /\S\.$/)
    await testbed.faults.switchOn(name)
    assert.ok(testbed.faults.active().includes(name))
    await testbed.faults.switchOff(name)
  }
  assert.deepEqual(testbed.faults.active(), [])
})

test('a fault on the command line is a name with parameters; nonsense is refused with what there is', () => {
  assert.deepEqual(parseFault('port-taken:port=7000'), {
    name: 'port-taken',
    parameters: { port: '7000' },
  })
  assert.deepEqual(parseFault('no-docker'), { name: 'no-docker', parameters: {} })
  for (const [text, message] of [
    ['nosuch', /There is no fault "nosuch"/],
    ['port-taken:prot=1', /has no parameter "prot". Next: one of: port/],
    ['port-taken:7000', /"7000" of fault port-taken is not of the form key=value/],
  ] as const)
    assert.throws(
      () => parseFault(text),
      (error) => error instanceof UnknownFault && message.test(error.message),
    )
})
