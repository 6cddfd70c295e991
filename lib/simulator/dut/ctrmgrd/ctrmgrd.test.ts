import assert from 'node:assert/strict'
import { after, before, beforeEach, afterEach, test } from 'node:test'
import type { Dut } from '../dut'
import { SmallApiServer } from '../small-api-server'
import { bootTestDut, eventually, prepareJoin } from '../test-dut'
import { ask, isConnected, log as logOf, passFirstReset, row } from './testing/asked-dut'

let api: SmallApiServer
let dut: Dut
let close: () => void

before(async () => {
  api = await SmallApiServer.start()
})
after(() => api.close())

beforeEach(async () => {
  ;({ dut, close } = await bootTestDut({ api }))
  await passFirstReset(dut)
  api.nodes.clear()
})
afterEach(() => close())

const configure = (fields: Record<string, string> = {}): void =>
  ask(dut, { insecure: 'True', ...fields })
const connected = (value: string) => (): boolean => isConnected(dut, value)
const log = (): string[] => logOf(dut)
const retryPlanned = (): boolean =>
  log().some((line) => line.startsWith('do_join: kube_join_master failed retry after 30 seconds @'))
const joinError = async (): Promise<string> => {
  await eventually(retryPlanned)
  return log().find((line) => line.startsWith('Join failed: ')) ?? ''
}

test('a whole row written at once joins: files, kubelet, STATE_DB and labels are there', async () => {
  prepareJoin(dut, api)
  configure()
  await eventually(connected('true'))
  assert.equal(dut.systemd.find('kubelet')?.state, 'active')
  for (const file of [
    '/etc/sonic/kube_admin.conf',
    '/etc/kubernetes/kubelet.conf',
    '/etc/kubernetes/pki/ca.crt',
    '/var/lib/kubelet/config.yaml',
  ])
    assert.ok(dut.machine.fs.exists(file), file)
  assert.equal(dut.machine.fs.exists('/etc/kubernetes/bootstrap-kubelet.conf'), false)
  assert.match(
    dut.machine.fs.readText('/var/lib/kubelet/pki/kubelet-client-current.pem'),
    /BEGIN CERTIFICATE[^]*BEGIN PRIVATE KEY/,
  )
  assert.equal(dut.databases.state.hget('KUBE_LABELS|SET', 'sonic_version'), 'master.lab-086b03bd7')
  assert.ok(
    dut.machine.fs.list('/tmp').some((name) => name.endsWith('_kube_join')),
    'the admin key is left in /tmp',
  )
  assert.ok(api.nodes.has('vlab-01'))
})

test('the log of a join has the recorded steps in their order', async () => {
  prepareJoin(dut, api)
  configure()
  await eventually(connected('true'))
  const commands = log().flatMap((line) => /^_run_command: cmd:(\S+ \S+)/.exec(line)?.[1] ?? [])
  assert.deepEqual(commands.slice(commands.indexOf('kubectl --kubeconfig')).slice(0, 10), [
    'kubectl --kubeconfig', 'kubectl --kubeconfig', 'kubeadm reset', 'rm -rf', 'systemctl stop',
    'modprobe br_netfilter', 'mkdir -p', 'cp /usr/share/sonic/templates/kube_cni.10-flannel.conflist',
    'systemctl start', 'kubeadm join',
  ]) // prettier-ignore
})

test('disabling takes kube_admin.conf, kubelet and CNI away and keeps the server in STATE_DB', async () => {
  prepareJoin(dut, api)
  configure()
  await eventually(connected('true'))
  configure({ disable: 'True' })
  await eventually(connected('false'))
  assert.equal(dut.systemd.find('kubelet')?.state, 'inactive')
  assert.equal(dut.machine.fs.exists('/etc/sonic/kube_admin.conf'), false)
  assert.equal(dut.machine.fs.exists('/etc/cni/net.d'), false)
  assert.deepEqual(dut.machine.fs.list('/var/lib/kubelet'), [])
  assert.equal(dut.databases.state.hget(row, 'ip'), '10.250.0.1')
})

test('sysctls and KUBE-* chains outlive the disjoin', async () => {
  prepareJoin(dut, api)
  configure()
  await eventually(connected('true'))
  configure({ disable: 'True' })
  await eventually(connected('false'))
  const { stdout } = await dut.machine.exec('iptables-save; sysctl -n kernel.panic')
  assert.match(stdout, /:KUBE-FIREWALL - \[0:0\]/)
  assert.match(stdout, /\n10\n$/)
})

test('without credentials the join fails in the words of the recording, and is tried again', async () => {
  configure()
  assert.equal(
    await joinError(),
    'Join failed: Could not find the TLS certificate file, invalid path: /etc/sonic/credentials/restapiserver.crt',
  )
  const attempts = (): number =>
    log().filter((line) => line.startsWith('kube_join_master: join: server:')).length
  await eventually(() => attempts() > 1)
})

test('a certificate of another CA is answered by the AME text', async () => {
  prepareJoin(dut, api)
  const other = await SmallApiServer.start()
  other.close()
  dut.machine.fs.writeText(
    '/etc/sonic/credentials/restapiserver.crt',
    other.pki.apiserver.certificate,
  )
  dut.machine.fs.writeText('/etc/sonic/credentials/restapiserver.key', other.pki.apiserver.key)
  configure()
  assert.equal(
    await joinError(),
    'Join failed: Something wrong with AME cert or something wrong about sonic role in k8s cluster',
  )
})

test('insecure off does not trust the private CA of the cluster', async () => {
  prepareJoin(dut, api)
  configure({ insecure: 'False' })
  assert.match(
    await joinError(),
    /Caused by SSLError\(SSLCertVerificationError\(1, '\[SSL: CERTIFICATE_VERIFY_FAILED\]/,
  )
})

test('insecure off joins when the CA is in the system bundle', async () => {
  prepareJoin(dut, api)
  dut.machine.fs.writeText('/etc/ssl/certs/ca-certificates.crt', api.pki.ca.certificate)
  configure({ insecure: 'False' })
  await eventually(connected('true'))
})

test('a server that refuses and one that nobody has are told apart', async () => {
  prepareJoin(dut, api)
  configure({ port: '6444' })
  assert.match(
    await joinError(),
    /port=6444\): Max retries .*\[Errno 111\] Connection refused'\)\)$/,
  )
  configure({ ip: '10.250.0.77' })
  await eventually(() =>
    log().some((line) => /host='10.250.0.77'.*\[Errno 113\] No route to host/.test(line)),
  )
})

test('without the hosts entry kubeadm cannot resolve the cluster-info server', async () => {
  prepareJoin(dut, api)
  dut.machine.fs.write('/etc/hosts', '127.0.0.1 localhost\n')
  configure()
  await eventually(retryPlanned)
  assert.ok(
    log().some((line) =>
      line.includes('dial tcp: lookup control-plane.minikube.internal on 127.0.0.1:53'),
    ),
  )
})

test('a clientCAFile that does not exist makes the kubelet crash and the join time out', async () => {
  prepareJoin(dut, api)
  api.kubeletConfig = api.kubeletConfig.replace(
    '/etc/kubernetes/pki/ca.crt',
    '/var/lib/minikube/certs/ca.crt',
  )
  configure()
  await eventually(retryPlanned)
  api.kubeletConfig = api.kubeletConfig.replace(
    '/var/lib/minikube/certs/ca.crt',
    '/etc/kubernetes/pki/ca.crt',
  )
  assert.ok(
    log().some((line) =>
      line.includes('error execution phase kubelet-start: timed out waiting for the condition'),
    ),
  )
  assert.ok(
    dut.journal
      .entries()
      .some(({ message }) =>
        message.includes('unable to load client CA file /var/lib/minikube/certs/ca.crt'),
      ),
  )
})

test('without --cgroup-driver the systemd of the ConfigMap clashes with a cgroupfs Docker', async () => {
  prepareJoin(dut, api)
  dut.machine.fs.write('/etc/default/kubelet', 'KUBELET_EXTRA_ARGS="--node-ip=10.250.0.101"\n')
  configure()
  await eventually(retryPlanned)
  assert.ok(
    log().some((line) =>
      line.includes('error uploading crisocket: timed out waiting for the condition'),
    ),
  )
})

test('a restart on a node that is not Ready joins anew, as the cluster is asked', async () => {
  prepareJoin(dut, api)
  configure()
  await eventually(connected('true'))
  const before = log().length
  await dut.machine.exec('systemctl restart ctrmgrd')
  await eventually(() =>
    log()
      .slice(before)
      .some((line) => line.startsWith('_do_join: ret = ')),
  )
})

test('KUBE_LABELS written by hand are carried to the node while joined', async () => {
  prepareJoin(dut, api)
  configure()
  await eventually(connected('true'))
  await dut.machine.exec('config kube label add rack r7')
  await eventually(() =>
    log().some(
      (line) => line.startsWith("_run_command_list: cmd:['kubectl'") && line.includes("'rack=r7'"),
    ),
  )
})

test('deleting the row leaves the cluster', async () => {
  prepareJoin(dut, api)
  configure()
  await eventually(connected('true'))
  await dut.machine.exec("sonic-db-cli CONFIG_DB del 'KUBERNETES_MASTER|SERVER'")
  await eventually(connected('false'))
  assert.ok(log().some((line) => line === "run: Received message : '('SERVER', 'DEL', ())'"))
})
