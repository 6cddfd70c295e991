import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { Incoming } from '../../shell/open-file'
import { KubectlLab } from '../testing/kubectl-lab'

const container = { name: 'main', image: 'k8s.gcr.io/pause:3.5' }
const pod = (name: string, more: object = {}): object => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name, namespace: 'default' },
  spec: { nodeName: 'minikube', containers: [container], ...more },
})
const labels = { app: 'kept' }
const daemonSet = {
  apiVersion: 'apps/v1',
  kind: 'DaemonSet',
  metadata: { name: 'kept', namespace: 'default' },
  spec: {
    selector: { matchLabels: labels },
    template: { metadata: { labels }, spec: { containers: [container] } },
  },
}
const pods = [pod('bare'), pod('local', { volumes: [{ name: 'scratch', emptyDir: {} }] })]
const drain = 'drain minikube --ignore-daemonsets'
const aborted =
  'error: unable to drain node "minikube", aborting command...\n\nThere are pending nodes to be drained:\n minikube\n'

let lab: KubectlLab

before(async () => {
  lab = await KubectlLab.start('v1.20.2')
  const stdin = new Incoming()
  stdin.push(Buffer.from(JSON.stringify({ kind: 'List', items: [daemonSet, ...pods] })))
  stdin.end()
  await lab.machine.exec('kubectl apply -f -', { stdin })
  await lab.machine.exec('kubectl rollout status ds/kept')
})
after(() => lab.close())

test('a drain that would lose something refuses, and evicts nothing', async () => {
  const { stdout, stderr, exitCode } = await lab.machine.exec('kubectl drain minikube')
  assert.deepEqual({ stdout, exitCode }, { stdout: 'node/minikube cordoned\n', exitCode: 1 })
  assert.equal(
    stderr.replace(/kept-\w+/, 'kept-<id>'),
    `${aborted}cannot delete Pods not managed by ReplicationController, ReplicaSet, Job, DaemonSet or StatefulSet (use --force to override): default/bare
cannot delete DaemonSet-managed Pods (use --ignore-daemonsets to ignore): default/kept-<id>
cannot delete Pods with local storage (use --delete-emptydir-data to override): default/local
`,
  )
  await lab.kubectl(`${drain} --force`, {
    stdout: 'node/minikube already cordoned\n',
    stderr: `${aborted}error: cannot delete Pods with local storage (use --delete-emptydir-data to override): default/local\n`,
    exitCode: 1,
  })
  await lab.kubectl('get pods -o name', { stdout: /^pod\/bare\npod\/kept-\w+\npod\/local\n$/ })
})

test('a drain that may lose it evicts all but the pods of DaemonSets, with the grace that is given', async () => {
  const evicting = 'evicting pod default/bare\nevicting pod default/local\n'
  await lab.kubectl(`${drain} --force --delete-emptydir-data --grace-period=0`, {
    stdout: `node/minikube already cordoned\n${evicting}pod/bare evicted\npod/local evicted\nnode/minikube evicted\n`,
    stderr:
      /^WARNING: deleting Pods not managed by .* StatefulSet: default\/bare, default\/local; ignoring DaemonSet-managed Pods: default\/kept-\w+\n$/,
  })
})
