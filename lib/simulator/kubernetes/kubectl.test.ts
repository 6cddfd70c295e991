import assert from 'node:assert/strict'
import { execFile, spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { RecordedLab } from './testing/recorded-lab'

const installed = spawnSync('kubectl', ['version', '--client']).status === 0
const options = { skip: installed ? false : 'there is no kubectl on this machine' }

let lab: RecordedLab
let directory: string

before(async () => {
  lab = await RecordedLab.start()
  await lab.kubelet.start()
  directory = mkdtempSync(join(tmpdir(), 'kubectl-'))
  writeFileSync(join(directory, 'config'), kubeconfig(lab), { mode: 0o600 })
  writeFileSync(join(directory, 'daemonset.yaml'), manifest)
})
after(async () => {
  await lab[Symbol.asyncDispose]()
  rmSync(directory, { recursive: true })
})

test('kubectl waits for a node and shows it', options, async () => {
  const waited = await kubectl('wait', '--for=condition=Ready', 'node/vlab-01', '--timeout=10s')
  assert.equal(waited.stdout, 'node/vlab-01 condition met\n')
  const { stdout } = await kubectl('get', 'nodes', '--no-headers', '-o', 'wide')
  assert.match(
    stdout,
    /^minikube +Ready +control-plane,master +\w+ +v1\.20\.2 +192\.168\.49\.2 +<none> /m,
  )
  assert.match(stdout, /^vlab-01 +Ready +<none> +\w+ +v1\.20\.2 +fd25::101 /m)
})

test(
  'kubectl applies a DaemonSet twice, labels the node, and sees the rollout',
  options,
  async () => {
    const file = join(directory, 'daemonset.yaml')
    assert.equal((await kubectl('apply', '-f', file)).stdout, 'daemonset.apps/web created\n')
    assert.equal((await kubectl('apply', '-f', file)).stdout, 'daemonset.apps/web unchanged\n')
    assert.equal(
      (await kubectl('label', 'node', 'vlab-01', 'web=yes')).stdout,
      'node/vlab-01 labeled\n',
    )
    assert.match(
      (await kubectl('rollout', 'status', 'daemonset/web', '--timeout=10s')).stdout,
      /successfully rolled out/,
    )
    assert.match(
      (await kubectl('get', 'pods', '-l', 'app=web')).stdout,
      /^NAME +READY +STATUS +RESTARTS +AGE\nweb-\w+ +1\/1 +Running +0 /,
    )
  },
)

test('kubectl describes a pod with its events', options, async () => {
  const { stdout } = await kubectl('describe', 'pods', '-l', 'app=web')
  assert.match(stdout, /Normal +Scheduled .*Successfully assigned default\/web-\w+ to vlab-01/)
  assert.match(stdout, /Normal +Started .*Started container main/)
})

test(
  'kubectl refuses a label that is there already, and names what is missing',
  options,
  async () => {
    const again = await kubectl('label', 'node', 'vlab-01', 'web=no')
    assert.notEqual(again.code, 0)
    assert.match(again.stderr, /already has a value/)
    const missing = await kubectl('get', 'node', 'nosuch')
    assert.deepEqual(missing, {
      code: 1,
      stdout: '',
      stderr: 'Error from server (NotFound): nodes "nosuch" not found\n',
    })
  },
)

test('kubectl drains a node, and deletes what it applied', options, async () => {
  const drained = await kubectl('drain', 'vlab-01', '--ignore-daemonsets', '--timeout=10s')
  assert.match(drained.stdout, /node\/vlab-01 drained/)
  const deleted = await kubectl('delete', '-f', join(directory, 'daemonset.yaml'), '--timeout=10s')
  assert.match(deleted.stdout, /daemonset\.apps "web" deleted/)
  await kubectl('wait', '--for=delete', 'pod', '-l', 'app=web', '--timeout=10s')
  assert.match((await kubectl('get', 'pods')).stderr, /No resources found in default namespace\./)
})

function kubectl(...words: string[]): Promise<{ code: number; stdout: string; stderr: string }> {
  const env = { ...process.env, KUBECONFIG: join(directory, 'config'), HOME: directory }
  return new Promise((resolve) => {
    execFile('kubectl', words, { env }, (error, stdout, stderr) =>
      resolve({ code: error ? Number(error.code) : 0, stdout, stderr }),
    )
  })
}

function kubeconfig({ port, cluster: { pki } }: RecordedLab): string {
  const base64 = (text: string): string => Buffer.from(text).toString('base64')
  return JSON.stringify({
    kind: 'Config',
    apiVersion: 'v1',
    'current-context': 'lab',
    contexts: [{ name: 'lab', context: { cluster: 'lab', user: 'admin' } }],
    clusters: [
      {
        name: 'lab',
        cluster: {
          server: `https://127.0.0.1:${port}`,
          'certificate-authority-data': base64(pki.ca.certificate),
        },
      },
    ],
    users: [
      {
        name: 'admin',
        user: {
          'client-certificate-data': base64(pki.apiserver.certificate),
          'client-key-data': base64(pki.apiserver.key),
        },
      },
    ],
  })
}

const manifest = `
apiVersion: apps/v1
kind: DaemonSet
metadata:
  name: web
spec:
  selector:
    matchLabels:
      app: web
  template:
    metadata:
      labels:
        app: web
    spec:
      nodeSelector:
        web: "yes"
      hostNetwork: true
      containers:
      - name: main
        image: k8s.gcr.io/pause:3.5
`
