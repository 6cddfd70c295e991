import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { Wire } from './fixtures/wire'

let wire: Wire
before(async () => {
  wire = await Wire.start({ started: true })
})
after(() => wire.close())

const node = (): ReturnType<Wire['dut']> => wire.kubectl('get node vlab-01 -o wide')
const log = (): ReturnType<Wire['dut']> =>
  wire.dut('journalctl -t ctrmgrd.py -n 60 -o cat --no-pager')

/** A join fails with this text in ctrmgrd's log while the fault is on, and succeeds by itself afterwards. */
async function failsJoins(fault: string, text: RegExp): Promise<void> {
  await wire.leave()
  await wire.during(fault, async () => {
    await wire.join()
    await wire.eventually(log, text)
  })
  await wire.eventually(node, /vlab-01 +Ready/)
}

for (const [fault, text] of [
  ['client-certificate-wrong', /Something wrong with AME cert/],
  ['client-certificate-expired', /Something wrong with AME cert/],
  ['client-certificate-foreign', /Something wrong with AME cert/],
  ['dns-name-missing', /dial tcp: lookup control-plane\.minikube\.internal on 127\.0\.0\.1:53/],
  ['cgroup-mismatch', /error uploading crisocket: timed out waiting for the condition/],
  ['version-skew', /only supports deploying clusters with the control plane version >= 1\.27\.0/],
  ['clock-skew', /x509: certificate has expired or is not yet valid/],
  ['api-certificate-expired', /x509: certificate has expired or is not yet valid/],
  ['dut-cut-off', /No route to host/],
  ['disk-full', /No space left on device/],
  ['read-only-filesystem', /Read-only file system/],
] as const)
  test(`${fault} lets a join fail as the real one does`, () => failsJoins(fault, text))

test('client certificates that were replaced are the old ones again when the fault is over', async () => {
  const files = 'sha256sum /etc/sonic/credentials/*'
  const { output } = await wire.dut(files)
  const meanwhile = await wire.during('client-certificate-expired', () => wire.dut(files))
  assert.notEqual(meanwhile.output, output)
  assert.equal((await wire.dut(files)).output, output)
})

test("ca-path-not-patched puts minikube's path back, and the kubelet cannot start", async () => {
  const path = 'get configmap kubelet-config-1.22 -n kube-system -o yaml | grep clientCAFile'
  await failsJoins(
    'ca-path-not-patched',
    /kubelet-check|timed out waiting for the condition/,
  ).catch(() => undefined)
  await wire.during('ca-path-not-patched', () =>
    wire.eventually(() => wire.kubectl(path), /minikube\/certs\/ca\.crt/),
  )
})

test('join-slow is a join that takes longer', async () => {
  await wire.leave()
  await wire.during('join-slow:seconds=0', async () => {
    await wire.join()
    await wire.eventually(node, /vlab-01 +Ready/)
  })
})

test('join-hangs is a join that goes on only when the fault is over', async () => {
  await wire.leave()
  await wire.during('join-hangs', async () => {
    await wire.join()
    await wire.eventually(() => wire.dut('ps aux'), /kubeadm join/)
    assert.match((await node()).output, /not found/)
  })
  await wire.eventually(node, /vlab-01 +Ready/)
})

test('node-ip-ipv6 registers the node under its IPv6 address', async () => {
  await wire.leave()
  await wire.during('node-ip-ipv6', async () => {
    await wire.join()
    await wire.eventually(node, /vlab-01 +Ready .* fc0a::65 /)
  })
  await wire.leave()
  await wire.join()
  await wire.eventually(node, /vlab-01 +Ready .* 10\.250\.0\.101 /)
})
