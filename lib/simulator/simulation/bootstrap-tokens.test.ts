import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type SimulatedTestbed, simulateTestbed } from '../simulate-testbed'

let testbed: SimulatedTestbed
before(async () => {
  const duts = [{ variant: 'recorded-lab' }] as const
  testbed = await simulateTestbed({ scale: 0, duts, started: true })
})
after(() => testbed.close())

const admin = '--kubeconfig /etc/sonic/kube_admin.conf'

async function type(line: string): Promise<string> {
  const { machine } = testbed.simulation.duts[0]!
  const { stdout, stderr, exitCode } = await machine.exec(line)
  return `${stdout}${stderr}${exitCode}`
}

const hidden = (text: string): string =>
  text
    .replace(/[a-z0-9]{6}\.[a-z0-9]{16}/g, 'TOKEN')
    .replace(/20\d\d-\d\d-\d\dT[\d:]{8}Z/g, 'T'.padEnd(20))

test('a token is made, listed in columns as wide as its cells, and deleted by its id', async () => {
  const made = await type(
    `kubeadm token create abcdef.0123456789abcdef --ttl 3h --description x ${admin}`,
  )
  assert.equal(made, 'abcdef.0123456789abcdef\n0')
  const again = await type(`kubeadm token create abcdef.fedcba9876543210 ${admin}`)
  assert.match(again, /^a token with id "abcdef" already exists\n[^]*1$/)
  assert.match(
    hidden(await type(`kubeadm token list ${admin}`)),
    /^TOKEN {21}TTL {9}EXPIRES {16}USAGES {19}DESCRIPTION {48}EXTRA GROUPS\n[^]*^TOKEN {3}[23]h {10}T {22}authentication,signing {3}x {58}system:bootstrappers:kubeadm:default-node-token\n/m,
  )
  assert.match(
    await type(`kubeadm token list -o json ${admin}`),
    /^\{\n {4}"kind": "BootstrapToken",\n[^]*"description": "x"/,
  )
  assert.equal(
    await type(`kubeadm token delete abcdef ${admin}`),
    'bootstrap token "abcdef" deleted\n0',
  )
  assert.match(
    await type(`kubeadm token delete abcdef ${admin}`),
    /^failed to delete bootstrap token "abcdef": secrets "bootstrap-token-abcdef" not found\n[^]*1$/,
  )
})

test('what a token is refused for is told in the words of its fields', async () => {
  assert.match(
    await type(`kubeadm token create --usages x ${admin}`),
    /^\[bootstrapTokens\.0\.usages: Invalid value: \[\]string\{"x"\}: invalid bootstrap token usage string: x, [^]*3$/,
  )
  assert.match(
    await type(`kubeadm token create --groups x ${admin}`),
    /bootstrap group "x" is invalid \(must match \\Asystem:bootstrappers:[^]*3$/,
  )
  assert.match(
    await type(`kubeadm token create --ttl x ${admin}`),
    /^invalid argument "x" for "--ttl" flag: [^]*1$/,
  )
  assert.match(
    await type(`kubeadm token delete x ${admin}`),
    /^given token didn't match pattern [^]*1$/,
  )
})

test('a phase of a join is done alone; one that it has not is no failure, but help', async () => {
  const line = await type(`kubeadm token create --print-join-command ${admin}`)
  assert.match(
    line,
    /^kubeadm join 10\.250\.0\.1:6443 --token \S+ {5}--discovery-token-ca-cert-hash sha256:[0-9a-f]{64} \n0$/,
  )
  const asked = line.replace(/^kubeadm join|\n0$/g, '')
  const checked = await type(
    `kubeadm join phase preflight ${asked} --ignore-preflight-errors=all 2>&1`,
  )
  assert.match(checked, /^\[preflight\] Running pre-flight checks\n\t\[WARNING /)
  assert.match(
    checked,
    /configmaps "kube-proxy" is forbidden: User "system:bootstrap:[a-z0-9]{6}" cannot get/,
  )
  assert.match(
    await type('kubeadm join phase nosuch'),
    /^Use this command to invoke single phase of the join workflow\n[^]*0$/,
  )
})

test('the printed command joins a DUT that was reset, by the token alone', async () => {
  const line = (await type(`kubeadm token create --print-join-command ${admin}`)).replace(
    /\n0$/,
    '',
  )
  await type(`kubectl ${admin} delete node vlab-01; kubeadm reset -f`)
  assert.match(await type(line), /\nThis node has joined the cluster:\n[^]*0$/)
  assert.match(
    await type(`kubectl ${admin} get csr --no-headers; kubectl ${admin} get node vlab-01`),
    /system:bootstrap:[a-z0-9]{6} +Approved,Issued\n[^]*vlab-01/,
  )
  assert.match(
    await type('grep client-cert /etc/kubernetes/kubelet.conf; ls /etc/kubernetes'),
    /kubelet-client-current\.pem\nkubelet\.conf\npki\n0$/,
  )
})
