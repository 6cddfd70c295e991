import assert from 'node:assert/strict'
import { after, before, beforeEach, test, type TestContext } from 'node:test'
import type { ExecResult } from '../../machine/types'
import type { Dut } from '../dut'
import { SmallApiServer } from '../small-api-server'
import { bootTestDut, prepareJoin } from '../test-dut'

let api: SmallApiServer
before(async () => {
  api = await SmallApiServer.start()
})
after(() => api.close())
beforeEach(() => api.nodes.clear())

/** `kubeadm join` of one version on a cluster of another, with the vmhost's name in /etc/hosts or without. */
async function join(
  t: TestContext,
  {
    kubeadm,
    cluster,
    named = true,
    flags = '',
  }: { kubeadm: string; cluster: string; named?: boolean; flags?: string },
): Promise<ExecResult & { flags: string; dut: Dut }> {
  api.kubernetes = cluster
  const { dut, close } = await bootTestDut({ api, variant: 'master', kubernetes: kubeadm })
  t.after(close)
  prepareJoin(dut, api)
  const { fs } = dut.machine
  if (!named) fs.write('/etc/hosts', '127.0.0.1 localhost\n')
  const data = (text: string): string => Buffer.from(text).toString('base64')
  fs.writeText(
    '/tmp/discovery.conf',
    `clusters:\n- cluster: {certificate-authority-data: ${data(api.pki.ca.certificate)}, server: 'https://10.250.0.1:6443'}\n  name: a\n` +
      `users:\n- name: u\n  user: {client-certificate-data: ${data(api.pki.apiserver.certificate)}, client-key-data: ${data(api.pki.apiserver.key)}}\n`,
  )
  const answer = await dut.machine.exec(
    `modprobe br_netfilter; kubeadm join --discovery-file /tmp/discovery.conf ${flags}`,
  )
  const file = '/var/lib/kubelet/kubeadm-flags.env'
  return { ...answer, flags: fs.exists(file) ? fs.readText(file) : '', dut }
}

test('up to kubeadm 1.26 the server of cluster-info counts, so that its name must resolve', async (t) => {
  for (const version of ['v1.22.2', 'v1.26.0']) {
    const { exitCode, stderr } = await join(t, { kubeadm: version, cluster: version, named: false })
    assert.equal(exitCode, 1, version)
    assert.match(stderr, /dial tcp: lookup control-plane\.minikube\.internal/)
    const named = await join(t, { kubeadm: version, cluster: version })
    assert.equal(named.exitCode, 0, named.stderr)
  }
})

test("from kubeadm 1.27 on the discovery file's server counts, with a warning", async (t) => {
  for (const version of ['v1.27.4', 'v1.28.3']) {
    const { exitCode, stderr } = await join(t, { kubeadm: version, cluster: version, named: false })
    assert.equal(exitCode, 0, stderr)
    assert.match(
      stderr,
      /\[discovery\] the API Server endpoint "https:\/\/10\.250\.0\.1:6443" in use is different from the endpoint "https:\/\/control-plane\.minikube\.internal:6443" which defined in the cluster-info ConfigMap/,
    )
  }
})

test("the kubelet's ConfigMap is named by the cluster's version; an older kubeadm doesn't find that of 1.24 and later", async (t) => {
  for (const kubeadm of ['v1.22.2', 'v1.24.0']) {
    const joined = await join(t, { kubeadm, cluster: 'v1.23.8' })
    assert.equal(joined.exitCode, 0, joined.stderr)
  }
  const { exitCode, stderr } = await join(t, { kubeadm: 'v1.22.2', cluster: 'v1.28.3' })
  assert.equal(exitCode, 1)
  assert.match(
    stderr,
    /^error execution phase preflight: unable to fetch the kubeadm-config ConfigMap: failed to get component configs: configmaps "kubelet-config-1\.28" not found$/m,
  )
})

test('kubeadm refuses a cluster that is two minor versions older', async (t) => {
  const { exitCode, stderr } = await join(t, { kubeadm: 'v1.22.2', cluster: 'v1.20.2' })
  assert.equal(exitCode, 1)
  assert.match(
    stderr,
    /this version of kubeadm only supports deploying clusters with the control plane version >= 1\.21\.0\. Current version: v1\.20\.2/,
  )
})

test('the kubelet drives Docker itself up to 1.23, and through a socket later', async (t) => {
  const flagsOf = async (version: string): Promise<string> =>
    (await join(t, { kubeadm: version, cluster: version })).flags
  assert.match(await flagsOf('v1.23.8'), /"--network-plugin=cni /)
  assert.match(
    await flagsOf('v1.28.3'),
    /"--container-runtime-endpoint=unix:\/\/\/var\/run\/cri-dockerd\.sock /,
  )
})

test('--node-name reaches the kubelet: the node has that name', async (t) => {
  const version = 'v1.22.2'
  const asked = { kubeadm: version, cluster: version, flags: '--node-name leaf-7' }
  const { exitCode, stderr, flags } = await join(t, asked)
  assert.equal(exitCode, 0, stderr)
  assert.deepEqual([...api.nodes.keys()], ['leaf-7'])
  assert.match(flags, /"--hostname-override=leaf-7 --network-plugin=cni --pod-infra/)
  const usual = await join(t, { ...asked, flags: '--node-name vlab-01' })
  assert.doesNotMatch(usual.flags, /hostname-override/)
})

test('the kubelet tells its pods to administrators alone: not to the node itself, as which pod control of March 2026 asks', async (t) => {
  const { dut } = await join(t, { kubeadm: 'v1.22.2', cluster: 'v1.22.2' })
  const ask = async (who: string): Promise<string> => {
    const line = `curl -sk ${who} -w '%{http_code}' https://localhost:10250/pods`
    return (await dut.machine.exec(line)).stdout.toString()
  }
  const pem = '/var/lib/kubelet/pki/kubelet-client-current.pem'
  assert.equal(
    await ask(`--cert ${pem} --key ${pem}`),
    'Forbidden (user=system:node:vlab-01, verb=get, resource=nodes, subresource=proxy)403',
  )
  assert.equal(await ask(''), 'Unauthorized401')
  const { certificate, key } = api.pki.apiserverKubeletClient
  dut.machine.fs.writeText('/tmp/admin.pem', certificate + key)
  assert.equal(await ask('--cert /tmp/admin.pem --key /tmp/admin.pem'), '{"items":[]}200')
  const health = async (): Promise<string> =>
    (await dut.machine.exec('curl -s http://127.0.0.1:10248/healthz; echo " $?"')).stdout
  assert.equal(await health(), 'ok 0\n')
  const { stdout: sockets } = await dut.machine.exec("ss -ltn | awk '/:1024|:1025/ {print $4, $5}'")
  assert.equal(sockets, '127.0.0.1:10248 0.0.0.0:*\n*:10250 *:*\n')
  await dut.machine.exec('systemctl stop kubelet')
  assert.equal(await ask(''), '000')
  assert.equal(await health(), ' 7\n')
})
