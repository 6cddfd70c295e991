import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { stringify } from 'yaml'
import { SimulatedClock } from '../clock'
import { kubeconfigText } from '../kubeconfig-text'
import type { SimulatedCluster } from '../kubernetes/cluster'
import { recordedCluster } from '../kubernetes/testing/recorded-cluster'
import { Machine } from '../machine/machine'
import { SimulatedNetwork } from '../network'
import { SeededRandom } from '../random'
import { kubectlCommand } from './kubectl'

const daemonSet = {
  apiVersion: 'apps/v1',
  kind: 'DaemonSet',
  metadata: { name: 'test-daemonset' },
  spec: {
    selector: { matchLabels: { group: 'test-ds-pod' } },
    template: {
      metadata: { labels: { group: 'test-ds-pod' } },
      spec: {
        nodeSelector: { deployDaemonset: 'true' },
        containers: [{ name: 'mock-ds-container', image: 'k8s.gcr.io/pause:3.5' }],
      },
    },
  },
}

const someone = {
  name: 'someone',
  uid: 1000,
  gid: 1000,
  home: '/home/someone',
  groups: [],
  sudo: 'none',
} as const

let cluster: SimulatedCluster
let machine: Machine

before(async () => {
  const clock = new SimulatedClock(0)
  const random = new SeededRandom(3)
  const network = new SimulatedNetwork()
  machine = new Machine({ hostname: 'vmhost', users: [someone], clock, random })
  machine.install(kubectlCommand(network, { version: 'v1.22.2' }))
  cluster = recordedCluster(clock, random, { kubernetes: 'v1.22.2' })
  network.addHost('10.250.0.1')
  network.serve('10.250.0.1', 6443, await cluster.start({ host: '127.0.0.1', port: 0 }))
  machine.fs.writeText('/root/.kube/config', kubeconfig('https://10.250.0.1:6443'), { mode: 0o600 })
  machine.fs.writeText('/root/daemonset.yaml', stringify(daemonSet))
})
after(() => cluster.close())

interface Expected {
  readonly stdout?: string | RegExp
  readonly stderr?: string | RegExp
  readonly exitCode?: number
}

async function kubectl(args: string, expected: Expected, user = 'root'): Promise<void> {
  const result = await machine.exec(`kubectl ${args}`, { user })
  const told = `kubectl ${args}\n${result.stdout}${result.stderr}`
  assert.equal(result.exitCode, expected.exitCode ?? 0, told)
  for (const stream of ['stdout', 'stderr'] as const) {
    const wanted = expected[stream] ?? (stream === 'stderr' ? '' : undefined)
    if (typeof wanted === 'string') assert.equal(result[stream], wanted, told)
    else if (wanted) assert.match(result[stream], wanted)
  }
}

test('nodes are printed in the columns that were recorded', async () => {
  await kubectl('get nodes', {
    stdout:
      /^NAME {7}STATUS {3}ROLES {18}AGE {2,3}VERSION\nminikube {3}Ready {4}control-plane,master {3}\S+ +v1.22.2\n$/,
  })
  await kubectl('get node minikube --no-headers', {
    stdout: /^minikube +Ready +control-plane,master +\S+ +v1\.22\.2\n$/,
  })
  await kubectl('get nodes -o name', { stdout: 'node/minikube\n' })
  await kubectl('get nodes --show-labels', {
    stdout: /LABELS\n.*kubernetes\.io\/hostname=minikube/,
  })
  await kubectl("get nodes -o jsonpath='{.items[*].metadata.name}'", { stdout: 'minikube' })
})

test('what is missing is told on stderr: a name with exit 1, an empty list with exit 0', async () => {
  await kubectl('get nodes vlab-01', {
    stdout: '',
    stderr: 'Error from server (NotFound): nodes "vlab-01" not found\n',
    exitCode: 1,
  })
  await kubectl('get pods -l group=nosuch', {
    stdout: '',
    stderr: 'No resources found in default namespace.\n',
  })
  await kubectl('get nosuch', {
    stderr: 'error: the server doesn\'t have a resource type "nosuch"\n',
    exitCode: 1,
  })
  await kubectl('get nodes vlab-01 --ignore-not-found', { stdout: '' })
})

test('labels answer as kubectl 1.20 was recorded to answer', async () => {
  await kubectl('label node minikube x=1', { stdout: 'node/minikube labeled\n' })
  await kubectl('label node minikube x=2', {
    stdout: '',
    stderr: "error: 'x' already has a value (1), and --overwrite is false\n",
    exitCode: 1,
  })
  await kubectl('label --overwrite nodes minikube x=2', { stdout: 'node/minikube labeled\n' })
  await kubectl('label --overwrite nodes minikube x=2', { stdout: 'node/minikube not labeled\n' })
  await kubectl('get nodes -l x=2 -o name', { stdout: 'node/minikube\n' })
  await kubectl('label node minikube x-', { stdout: 'node/minikube labeled\n' })
  await kubectl('label node minikube x-', {
    stdout: 'label "x" not found.\nnode/minikube not labeled\n',
  })
  await kubectl("label node minikube 'x=not valid!'", {
    stderr: /^error: invalid label value: "x=not valid!": a valid label must be/,
    exitCode: 1,
  })
  await kubectl('label node nosuch x=1', {
    stderr: 'Error from server (NotFound): nodes "nosuch" not found\n',
    exitCode: 1,
  })
})

test('apply creates, leaves alone, and changes; stdin is a file as well', async () => {
  await kubectl('apply -f daemonset.yaml', { stdout: 'daemonset.apps/test-daemonset created\n' })
  await kubectl('apply -f daemonset.yaml', { stdout: 'daemonset.apps/test-daemonset unchanged\n' })
  await kubectl("apply -f - <<'EOF'\n" + stringify(withImage('k8s.gcr.io/pause:3.6')) + 'EOF', {
    stdout: 'daemonset.apps/test-daemonset configured\n',
  })
  await kubectl("get ds test-daemonset -o jsonpath='{.spec.template.spec.containers[0].image}'", {
    stdout: 'k8s.gcr.io/pause:3.6',
  })
  await kubectl('get ds -o wide', {
    stdout: /^NAME +DESIRED .*SELECTOR\ntest-daemonset .*group=test-ds-pod\n$/,
  })
  await kubectl('delete -f daemonset.yaml', { stdout: 'daemonset.apps "test-daemonset" deleted\n' })
  await kubectl('apply -f nosuch.yaml', {
    stderr: 'error: the path "nosuch.yaml" does not exist\n',
    exitCode: 1,
  })
})

test('a ConfigMap that was not applied before is changed with a warning, as the incumbent test does it', async () => {
  const name = 'kubelet-config-1.22'
  await kubectl(
    `get cm ${name} -n kube-system -o yaml > /tmp/cm.yaml && sed -i 's|/var/lib/minikube/certs/ca.crt|/etc/kubernetes/pki/ca.crt|' /tmp/cm.yaml && kubectl apply -f /tmp/cm.yaml`,
    {
      stdout: `configmap/${name} configured\n`,
      stderr: new RegExp(
        `^Warning: resource configmaps/${name} is missing the kubectl.kubernetes.io/last-applied-configuration annotation`,
      ),
    },
  )
  await kubectl(`get cm ${name} -n kube-system -o yaml`, {
    stdout: /^ {4}clientCAFile: \/etc\/kubernetes\/pki\/ca.crt$|clientCAFile: \/etc/m,
  })
})

test('a node is cordoned, drained, tainted and uncordoned with the recorded texts', async () => {
  await kubectl('drain nosuch --ignore-daemonsets', {
    stderr: 'Error from server (NotFound): nodes "nosuch" not found\n',
    exitCode: 1,
  })
  await kubectl('cordon minikube', { stdout: 'node/minikube cordoned\n' })
  await kubectl('cordon minikube', { stdout: 'node/minikube already cordoned\n' })
  await kubectl('drain minikube --ignore-daemonsets', {
    stdout: 'node/minikube already cordoned\nnode/minikube drained\n',
  })
  await kubectl('uncordon minikube', { stdout: 'node/minikube uncordoned\n' })
  await kubectl('taint nodes minikube lab=x:NoSchedule', { stdout: 'node/minikube tainted\n' })
  await kubectl('taint nodes minikube lab=x:NoSchedule', {
    stderr:
      'error: node minikube already has lab taint(s) with same effect(s) and --overwrite is false\n',
    exitCode: 1,
  })
  await kubectl('taint nodes minikube lab=x:NoSchedule-', { stdout: 'node/minikube untainted\n' })
  await kubectl('taint nodes minikube lab-', {
    stderr: 'error: taint "lab" not found\n',
    exitCode: 1,
  })
})

test('a server that cannot be reached is told in the words for that reason', async () => {
  const via = (server: string): string => {
    machine.fs.writeText('/tmp/kubeconfig', kubeconfig(server))
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
  machine.fs.append('/etc/hosts', '10.250.0.1 control-plane.minikube.internal\n')
  await kubectl(via('https://control-plane.minikube.internal:6443'), { stdout: /minikube/ })
  machine.fs.append('/etc/hosts', '10.250.0.1 other.name\n')
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

test('a verb and a flag that do not exist are errors', async () => {
  await kubectl('gett nodes', {
    stderr: /^Error: unknown command "gett" for "kubectl"\n/,
    exitCode: 1,
  })
  await kubectl('get nodes --nosuch', {
    stderr: "Error: unknown flag: --nosuch\nSee 'kubectl get --help' for usage.\n",
    exitCode: 1,
  })
})

test('create writes secrets down as kubectl does, and apply takes them from a pipe', async () => {
  await kubectl(
    'create secret docker-registry pull -n default --docker-server=r:5000 --docker-username=lab --docker-password=secret1 --dry-run=client -o yaml',
    {
      stdout: `apiVersion: v1
data:
  .dockerconfigjson: ${base64('{"auths":{"r:5000":{"username":"lab","password":"secret1","auth":"bGFiOnNlY3JldDE="}}}')}
kind: Secret
metadata:
  creationTimestamp: null
  name: pull
  namespace: default
type: kubernetes.io/dockerconfigjson
`,
    },
  )
  await kubectl(
    'create secret generic g --from-literal=a=b --dry-run=client -o yaml | kubectl apply -f -',
    { stdout: 'secret/g created\n' },
  )
  await kubectl("get secret g -o jsonpath='{.type} {.data.a}'", { stdout: 'Opaque Yg==' })
  await kubectl('create secret tls t --cert=/no.crt --key=/no.key', {
    stderr: 'error: error reading /no.crt: no such file or directory\n',
    exitCode: 1,
  })
})

test('wait ends when the condition is met, and fails when its time is over', async () => {
  await kubectl('wait --for=condition=Ready node/minikube --timeout=5s', {
    stdout: 'node/minikube condition met\n',
  })
  await kubectl('wait --for=condition=Nosuch node/minikube --timeout=200ms', {
    stdout: '',
    stderr: 'error: timed out waiting for the condition on nodes/minikube\n',
    exitCode: 1,
  })
})

test('one call may ask a server as often as it likes: its connection carries nothing along', async (t) => {
  const warnings: string[] = []
  const note = (warning: Error): void => void warnings.push(warning.message)
  process.on('warning', note)
  t.after(() => process.off('warning', note))
  await kubectl(`get nodes ${'minikube '.repeat(15)}`, { stdout: /(^minikube .*\n){15}/m })
  assert.deepEqual(warnings, [])
})

test('describe tells identity, taints, conditions and events of a node', async () => {
  await kubectl('describe node minikube', {
    stdout: /^Name: +minikube\n[\s\S]*^Taints: +<none>\n[\s\S]*Ready +True/m,
  })
})

test('a server that accepts and never answers costs no longer than --request-timeout', async () => {
  cluster.mode = 'hang'
  const began = Date.now()
  await kubectl('--request-timeout 300ms get nodes', {
    stdout: '',
    stderr: /^Unable to connect to the server: net\/http: request canceled/,
    exitCode: 1,
  })
  cluster.mode = 'serve'
  assert.ok(Date.now() - began < 2_000)
})

function withImage(image: string): object {
  const copy = structuredClone(daemonSet)
  for (const container of copy.spec.template.spec.containers) container.image = image
  return copy
}

const kubeconfig = (server: string): string => kubeconfigText('lab', server, cluster.pki)

const base64 = (text: string): string => Buffer.from(text).toString('base64')

test('a watch prints the table, then a row for every change, until who reads goes', async () => {
  let seen = ''
  const gone = new AbortController()
  const watching = machine.exec('kubectl get nodes -w -o wide --no-headers', {
    signal: gone.signal,
    onStdout: (chunk) => {
      const first = seen === ''
      seen += chunk
      if (first) void machine.exec('kubectl label node minikube watched=yes')
      else gone.abort()
    },
  })
  await watching.catch(() => undefined)
  const rows = seen.trimEnd().split('\n')
  assert.ok(rows.length >= 2, seen)
  for (const row of rows) assert.match(row, /^minikube +Ready +/)
})
