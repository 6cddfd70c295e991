import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'
import type { ExecResult } from '../../machine/types'
import { bootTestDut } from '../test-dut'

// In the words of kubeadm 1.20.2; its recordings have what it says when all goes well.

const hint = 'To see the stack trace of this error execute with --v=5 or higher\n'

async function device(t: TestContext): Promise<(line: string, user?: string) => Promise<ExecResult>> {
  const { dut, close } = await bootTestDut()
  t.after(close)
  return (line, user = 'root') => dut.machine.exec(line, { user })
} // prettier-ignore

test('a command line that is wrong ends with 1 and the hint at a stack trace', async (t) => {
  const sh = await device(t)
  for (const [line, text] of [
    ['kubeadm jion', 'unknown command "jion" for "kubeadm"'],
    ['kubeadm join --nosuch', 'unknown flag: --nosuch'],
    ['kubeadm join -x', "unknown shorthand flag: 'x' in -x"],
    ['kubeadm join --node-name', 'flag needs an argument: --node-name'],
    ['kubeadm join a b', 'accepts at most 1 arg(s), received 2'],
    ['kubeadm version -o wide', 'invalid output format: wide'],
    ['kubeadm token lst', 'invalid subcommand: "lst"'],
    ['kubeadm token', 'missing subcommand; "token" is not meant to be run on its own'],
    ['kubeadm token list', 'failed to load admin kubeconfig: open /root/.kube/config: no such file or directory'],
    ['kubeadm token list --kubeconfig /a', 'failed to load admin kubeconfig: open /a: no such file or directory'],
    ['kubeadm token delete', String.raw`missing subcommand; 'token delete' is missing token of form "\\A([a-z0-9]{6})\\z"`],
    ['kubeadm token create x', String.raw`the bootstrap token "x" was not of the form "\\A([a-z0-9]{6})\\.([a-z0-9]{16})\\z"`],
    ['kubeadm version more', 'unknown command "more" for "kubeadm version"'],
    ['kubeadm config', 'missing subcommand; "config" is not meant to be run on its own'],
    ['kubeadm config print', 'missing subcommand; "print" is not meant to be run on its own'],
    ['kubeadm config images nosuch', 'invalid subcommand: "nosuch"'],
    ['kubeadm config migrate', 'the --old-config flag is mandatory'],
    ['kubeadm join --config /nosuch', 'unable to read config from "/nosuch" : open /nosuch: no such file or directory'],
  ] as const) {
    const { stdout, stderr, exitCode } = await sh(line)
    assert.deepEqual([stdout, stderr, exitCode], ['', `${text}\n${hint}`, 1], line)
  } // prettier-ignore
})

test('a join that cannot be meant ends with 3, and tells all mistakes at once', async (t) => {
  const sh = await device(t)
  const unpinned =
    'discovery.bootstrapToken: Invalid value: "": using token-based discovery without caCertHashes can be unsafe. Set unsafeSkipCAVerification as true in your kubeadm config file or pass --discovery-token-unsafe-skip-ca-verification flag to continue'
  const invalidToken = (field: string, token: string): string =>
    `${field}: Invalid value: "${token}": the bootstrap token is invalid`
  for (const [line, text] of [
    ['', 'discovery: Invalid value: "": bootstrapToken or file must be set'],
    ['--discovery-file /etc/none', 'discovery.file.kubeConfigPath: Invalid value: "/etc/none": not a valid HTTPS URL or a file on disk'],
    ['--discovery-file http://a/b', 'discovery.file.kubeConfigPath: Invalid value: "http://a/b": if a URL is used, the scheme must be https'],
    ['10.250.0.1:6443 --discovery-file /etc/hosts --token abcdef.0123456789abcdef --discovery-token-unsafe-skip-ca-verification', `discovery: Invalid value: "": bootstrapToken and file cannot both be set`],
    ['10.250.0.1:6443 --token abcdef.0123456789abcdef', unpinned],
    ['10.250.0.1 --token ABC.1', `[${unpinned}, ${invalidToken('discovery.bootstrapToken.token', 'ABC.1')}, discovery.bootstrapToken.apiServerEndpoint: Invalid value: "10.250.0.1": address 10.250.0.1: missing port in address, ${invalidToken('discovery.tlsBootstrapToken', 'ABC.1')}]`],
    ['--discovery-file /etc/hosts --tls-bootstrap-token x', invalidToken('discovery.tlsBootstrapToken', 'x')],
    ['--discovery-file /etc/hosts --ignore-preflight-errors=all,Swap', `ignore-preflight-errors: Invalid value: "all,swap": don't specify individual checks if 'all' is used`],
  ] as const) {
    const { stdout, stderr, exitCode } = await sh(`kubeadm join ${line}`)
    assert.deepEqual([stdout, stderr, exitCode], ['', `${text}\n${hint}`, 3], line)
  } // prettier-ignore
})

test('checks that fail are told in their order; ignored ones are warnings', async (t) => {
  const sh = await device(t)
  await sh('mkdir -p /etc/kubernetes/manifests /etc/kubernetes/pki; touch /etc/kubernetes/kubelet.conf /tmp/empty /etc/kubernetes/manifests/a /etc/kubernetes/pki/ca.crt; sysctl -w net.ipv4.ip_forward=0') // prettier-ignore
  const join = 'kubeadm join --discovery-file /tmp/empty'
  const failed = await sh(join)
  assert.equal(failed.exitCode, 1)
  assert.equal(failed.stdout, '[preflight] Running pre-flight checks\n')
  assert.deepEqual(failed.stderr.match(/^\t\[ERROR .*/gm), [
    '\t[ERROR DirAvailable--etc-kubernetes-manifests]: /etc/kubernetes/manifests is not empty',
    '\t[ERROR FileAvailable--etc-kubernetes-kubelet.conf]: /etc/kubernetes/kubelet.conf already exists',
    '\t[ERROR FileContent--proc-sys-net-ipv4-ip_forward]: /proc/sys/net/ipv4/ip_forward contents are not set to 1',
    '\t[ERROR FileAvailable--etc-kubernetes-pki-ca.crt]: /etc/kubernetes/pki/ca.crt already exists',
  ])
  assert.ok(
    failed.stderr.endsWith(
      `[preflight] If you know what you are doing, you can make a check non-fatal with \`--ignore-preflight-errors=...\`\n${hint}`,
    ),
  )
  const some = await sh(
    `${join} --ignore-preflight-errors DirAvailable--etc-kubernetes-manifests,Swap`,
  )
  assert.match(some.stderr, /^\t\[WARNING DirAvailable--etc-kubernetes-manifests\]: /m)
  assert.equal(some.stderr.match(/ERROR /g)?.length, 3)
  const all = await sh(`${join} --ignore-preflight-errors=all`)
  assert.doesNotMatch(all.stderr, /ERROR /)
  assert.match(all.stderr, /the provided kubeconfig must have an unnamed Cluster or a CurrentContext/)
}) // prettier-ignore

test('without Docker there is nothing to join with', async (t) => {
  const sh = await device(t)
  const { stderr } = await sh('systemctl stop docker; kubeadm join --discovery-file /etc/hosts')
  assert.match(stderr, /\[ERROR CRI\]: container runtime is not running: output: [^]*Is the docker daemon running\?[^]*, error: exit status 1\n\t\[ERROR Service-Docker\]: docker service is not active, please run 'systemctl start docker.service'\n\t\[ERROR SystemVerification\]: error verifying Docker info: /)
}) // prettier-ignore

test('root alone may join and reset; who does not say y resets nothing', async (t) => {
  const sh = await device(t)
  const notRoot = `error execution phase preflight: [preflight] Some fatal errors occurred:\n\t[ERROR IsPrivilegedUser]: user is not running as root\n[preflight] If you know what you are doing, you can make a check non-fatal with \`--ignore-preflight-errors=...\`\n${hint}`
  for (const line of ['kubeadm join --discovery-file /etc/hosts', 'kubeadm reset -f'])
    assert.deepEqual(await sh(line, 'admin'), {
      stdout: '[preflight] Running pre-flight checks\n',
      stderr: notRoot,
      exitCode: 1,
    })
  const asked = `[reset] WARNING: Changes made to this host by 'kubeadm init' or 'kubeadm join' will be reverted.\n[reset] Are you sure you want to proceed? [y/N]: `
  assert.deepEqual(await sh('kubeadm reset </dev/null'), {
    stdout: asked,
    stderr: `error execution phase preflight: aborted reset operation\n${hint}`,
    exitCode: 1,
  })
  const agreed = await sh('echo Y | kubeadm reset')
  assert.equal(agreed.exitCode, 0)
  assert.ok(agreed.stdout.startsWith(`${asked}[preflight] Running pre-flight checks\n[reset] No etcd`))
}) // prettier-ignore

test('a token that has not signed cluster-info is asked for in vain', async (t) => {
  const sh = await device(t)
  const { stderr, exitCode } = await sh(
    'kubeadm join 10.250.0.1:6443 --token abcdef.0123456789abcdef --discovery-token-ca-cert-hash sha256:' +
      '0'.repeat(64),
  )
  assert.equal(exitCode, 1)
  assert.match(
    stderr,
    /couldn't validate the identity of the API Server: Get "https:\/\/10\.250\.0\.1:6443\/api\/v1\/namespaces\/kube-public\/configmaps\/cluster-info\?timeout=10s": dial tcp 10\.250\.0\.1:6443: connect: connection refused\n/,
  )
})

test('what pins a cluster is looked at before the cluster is', async (t) => {
  const sh = await device(t)
  for (const [hash, why] of [
    ['xx', 'invalid public key hash, expected "format:value"'],
    ['md5:00', 'unknown hash format "md5"'],
    [`sha256:${'0'.repeat(63)}x`, "encoding/hex: invalid byte: U+0078 'x'"],
    ['sha256:00', 'expected a 32 byte SHA-256 hash, found 1 bytes'],
  ] as const) {
    const { stderr, exitCode } = await sh(
      `kubeadm join 10.250.0.1:6443 --token abcdef.0123456789abcdef --discovery-token-ca-cert-hash ${hash}`,
    )
    assert.equal(exitCode, 1)
    assert.ok(stderr.includes(`couldn't validate the identity of the API Server: ${why}\n`), stderr)
  }
})

test('phases of a reset do their part alone', async (t) => {
  const sh = await device(t)
  assert.deepEqual(await sh('kubeadm reset phase preflight -f'), {
    stdout: '[preflight] Running pre-flight checks\n',
    stderr: '',
    exitCode: 0,
  })
  await sh('mkdir -p /var/lib/cni/x /etc/kubernetes; touch /etc/kubernetes/kubelet.conf')
  const cleaned = await sh('kubeadm reset phase cleanup-node')
  assert.match(cleaned.stdout, /^\[reset\] Stopping the kubelet service\n[^]*scheduler\.conf\]\n$/)
  assert.equal((await sh('ls /etc/kubernetes/kubelet.conf; ls /var/lib/cni')).stdout, 'x\n')
  const elsewhere = await sh('kubeadm reset -f --cert-dir /mine')
  assert.match(elsewhere.stdout, /config directories: \[\/etc\/kubernetes\/manifests \/mine\]/)
  assert.match(elsewhere.stderr, /Cleaning a non-default certificates directory: "\/mine"/)
})

test('what kubeadm would need and would be told is printed without a cluster', async (t) => {
  const sh = await device(t)
  assert.equal(
    (await sh('kubeadm config images list --kubernetes-version v1.20.9')).stdout,
    `k8s.gcr.io/kube-apiserver:v1.20.9
k8s.gcr.io/kube-controller-manager:v1.20.9
k8s.gcr.io/kube-scheduler:v1.20.9
k8s.gcr.io/kube-proxy:v1.20.9
k8s.gcr.io/pause:3.2
k8s.gcr.io/etcd:3.4.13-0
k8s.gcr.io/coredns:1.7.0
`,
  )
  const { stdout } = await sh('kubeadm config print join-defaults')
  assert.match(
    stdout,
    /^apiVersion: kubeadm\.k8s\.io\/v1beta2\n[^]*\n  name: vlab-01\n  taints: null\n$/,
  )
})

test('tokens have their form; the version is told in YAML as well', async (t) => {
  const sh = await device(t)
  assert.match((await sh('kubeadm token generate')).stdout, /^[a-z0-9]{6}\.[a-z0-9]{16}\n$/)
  assert.match(
    (await sh('kubeadm version -o yaml')).stdout,
    /^clientVersion:\n  buildDate: "[^"]+"\n  compiler: gc\n  gitCommit: \w+\n  gitTreeState: \w+\n  gitVersion: v1\.20\.2\n  goVersion: go1\S+\n  major: "1"\n  minor: "20"\n  platform: linux\/amd64\n\n$/,
  )
})
