import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { stringify } from 'yaml'
import { Incoming } from '../shell/open-file'
import { KubectlLab } from './testing/kubectl-lab'

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

let lab: KubectlLab

const kubectl: KubectlLab['kubectl'] = (...typed) => lab.kubectl(...typed)

before(async () => {
  lab = await KubectlLab.start()
  lab.machine.fs.writeText('/root/daemonset.yaml', stringify(daemonSet))
})
after(() => lab.close())

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

test('a manifest that comes after its command, as over SSH, is waited for', async () => {
  for (const file of ['-f -', '-f-', '--filename=-', '--filename -', '-f /dev/stdin']) {
    const stdin = new Incoming()
    const answer = lab.machine.exec(`kubectl create --dry-run=client ${file}`, { stdin })
    setTimeout(() => {
      stdin.push(Buffer.from(stringify(daemonSet)))
      stdin.end()
    }, 1)
    const { stdout, stderr } = await answer
    assert.equal(stdout, 'daemonset.apps/test-daemonset created (dry run)\n', file + stderr)
  }
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

test('describe tells identity, taints, conditions and events of a node', async () => {
  await kubectl('describe node minikube', {
    stdout: /^Name: +minikube\n[\s\S]*^Taints: +<none>\n[\s\S]*Ready +True/m,
  })
})

function withImage(image: string): object {
  const copy = structuredClone(daemonSet)
  for (const container of copy.spec.template.spec.containers) container.image = image
  return copy
}

const base64 = (text: string): string => Buffer.from(text).toString('base64')

test('a watch prints the table, then a row for every change, until who reads goes', async () => {
  let seen = ''
  const gone = new AbortController()
  const watching = lab.machine.exec('kubectl get nodes -w -o wide --no-headers', {
    signal: gone.signal,
    onStdout: (chunk) => {
      const first = seen === ''
      seen += chunk
      if (first) void lab.machine.exec('kubectl label node minikube watched=yes')
      else gone.abort()
    },
  })
  await watching.catch(() => undefined)
  const rows = seen.trimEnd().split('\n')
  assert.ok(rows.length >= 2, seen)
  for (const row of rows) assert.match(row, /^minikube +Ready +/)
})

test('who names a namespace is told that it does not count for what lies in none', async () => {
  for (const name of ['one', 'two']) await lab.machine.exec(`kubectl create ns ${name}`)
  await kubectl('delete ns one two -n default', {
    stdout: 'namespace "one" deleted\nnamespace "two" deleted\n',
    stderr: 'warning: deleting cluster-scoped resources, not scoped to the provided namespace\n',
  })
})
