import assert from 'node:assert/strict'
import { once } from 'node:events'
import { type AddressInfo, createServer } from 'node:net'
import { after, before, test } from 'node:test'
import { loopbackOf } from '../network/simulated-network'
import { KubectlLab } from './testing/kubectl-lab'

let lab: KubectlLab

const kubectl: KubectlLab['kubectl'] = (...typed) => lab.kubectl(...typed)

before(async () => {
  lab = await KubectlLab.start()
})
after(() => lab.close())

test('a server that cannot be reached is told in the words for that reason', async () => {
  const via = (server: string): string => {
    lab.machine.fs.writeText('/tmp/kubeconfig', lab.kubeconfig(server))
    return '--kubeconfig /tmp/kubeconfig get nodes'
  }
  await kubectl(via('https://10.250.0.1:7443'), {
    stdout: '',
    stderr:
      'The connection to the server 10.250.0.1:7443 was refused - did you specify the right host or port?\n',
    exitCode: 1,
  })
  await kubectl(via('https://10.9.9.9:6443'), { stderr: /no route to host\n$/, exitCode: 1 })
  await kubectl(via('https://control-plane.minikube.internal:6443'), {
    stderr: /lookup control-plane.minikube.internal: no such host\n$/,
    exitCode: 1,
  })
  lab.machine.fs.append('/etc/hosts', '10.250.0.1 control-plane.minikube.internal\n')
  await kubectl(via('https://control-plane.minikube.internal:6443'), { stdout: /minikube/ })
  lab.machine.fs.append('/etc/hosts', '10.250.0.1 other.name\n')
  await kubectl(via('https://other.name:6443'), {
    stderr: /^Unable to connect to the server: x509: /,
    exitCode: 1,
  })
  await kubectl('get nodes --kubeconfig /nosuch', {
    stderr: 'error: stat /nosuch: no such file or directory\n',
    exitCode: 1,
  })
})

test('without a kubeconfig the server is localhost:8080; one that may not be read is an error', async () => {
  const refused = /^The connection to the server localhost:8080 was refused/
  await kubectl('get nodes', { stderr: refused, exitCode: 1 }, 'someone')
  await kubectl(
    '--kubeconfig /root/.kube/config get nodes',
    { stderr: /permission denied|no such file/, exitCode: 1 },
    'someone',
  )
})

test('without a kubeconfig it speaks plain HTTP/1, which the gRPC server of a DUT does not', async (t) => {
  const settings = Buffer.from([0, 0, 6, 4, 0, 0, 0, 0, 0, 0, 5, 0, 0, 0x40, 0])
  const gnmi = createServer((socket) => socket.end(settings)).listen(0, '127.0.0.1')
  t.after(() => gnmi.close())
  await once(gnmi, 'listening')
  const { address: host, port } = gnmi.address() as AddressInfo
  t.after(lab.network.serve(loopbackOf('vmhost'), 8080, { host, port }))
  const stderr =
    /^Unable to connect to the server: net\/http: HTTP\/1.x transport connection broken: malformed HTTP response "\\x00/
  await kubectl('get nodes', { stderr, exitCode: 1 }, 'someone')
})

test('one call may ask a server as often as it likes: its connection carries nothing along', async (t) => {
  const warnings: string[] = []
  const note = (warning: Error): void => void warnings.push(warning.message)
  process.on('warning', note)
  t.after(() => process.off('warning', note))
  await kubectl(`get nodes ${'minikube '.repeat(15)}`, { stdout: /(^minikube .*\n){15}/m })
  assert.deepEqual(warnings, [])
})

test('a server that accepts and never answers costs no longer than --request-timeout', async () => {
  lab.cluster.mode = 'hang'
  const began = Date.now()
  await kubectl('--request-timeout 300ms get nodes', {
    stdout: '',
    stderr: /^Unable to connect to the server: net\/http: request canceled/,
    exitCode: 1,
  })
  lab.cluster.mode = 'serve'
  assert.ok(Date.now() - began < 2_000)
})
