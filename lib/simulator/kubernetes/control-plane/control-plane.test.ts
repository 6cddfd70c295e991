import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { after, before, describe, test } from 'node:test'
import { parseAllDocuments } from 'yaml'
import { isReady } from '../controllers/availability'
import { type KubeObject, type Pod } from '../objects'
import { configmaps } from '../resources/core'
import { pods } from '../resources/pods'
import { PaperLab } from '../testing/paper-lab'

const recordings = path.join(__dirname, '../contracts/recordings/kubeadm-init')

/** What the real kubeadm wrote for the cluster: its manifests, and the configurations that nodes join by. */
for (const kubernetes of ['v1.20.2', 'v1.28.3'])
  describe(`the control plane of ${kubernetes}`, () => {
    let lab: PaperLab
    before(async () => {
      lab = await PaperLab.of({ kubernetes })
    })
    after(() => lab[Symbol.asyncDispose]())
    for (const written of objectsIn(`${kubernetes}.yaml`))
      test(`${written.kind} ${written.metadata.name} is as kubeadm writes it`, () => {
        const isPod = written.kind === 'Pod'
        const name = isPod ? `${written.metadata.name}-minikube` : written.metadata.name
        const place = { namespace: 'kube-system', name }
        const object = isPod ? lab.client.find(pods, place) : lab.client.find(configmaps, place)
        assert.ok(object)
        const wanted = { ...written, metadata: { ...written.metadata, name } }
        delete wanted.metadata.creationTimestamp
        assert.deepEqual(partLike(wanted, object), wanted)
      })
  })

test('a pod of the control plane is mirrored from a file by its node, and is ready with it', async () => {
  await using lab = await PaperLab.of({ kubernetes: 'v1.22.2' })
  const pod = (): Pod | undefined =>
    lab.client.find(pods, { namespace: 'kube-system', name: 'kube-scheduler-minikube' })
  await lab.clock.until('it is ready', () => isReady(pod()!))
  const { metadata, spec, status } = pod()!
  const hash = metadata.annotations?.['kubernetes.io/config.hash'] ?? ''
  assert.match(hash, /^[0-9a-f]{32}$/)
  assert.equal(metadata.annotations?.['kubernetes.io/config.mirror'], hash)
  assert.match(metadata.annotations?.['kubernetes.io/config.seen'] ?? '', /\.\d{9}Z$/)
  assert.equal(metadata.ownerReferences?.[0]?.kind, 'Node')
  assert.equal(spec.priority, 2000001000)
  assert.equal(status.qosClass, 'Burstable')
})

function objectsIn(file: string): KubeObject[] {
  const text = readFileSync(path.join(recordings, file), 'utf8')
  return parseAllDocuments(text).map((document) => document.toJS() as KubeObject)
}

/** Of the second what the first has. */
function partLike(like: unknown, whole: unknown): unknown {
  if (Array.isArray(like) && Array.isArray(whole))
    return whole.map((item, at) => partLike(like[at], item))
  if (typeof like !== 'object' || typeof whole !== 'object' || !like || !whole) return whole
  const keys = Object.keys(like).filter((key) => key in whole)
  const [wanted, given] = [like as Record<string, unknown>, whole as Record<string, unknown>]
  return Object.fromEntries(keys.map((key) => [key, partLike(wanted[key], given[key])]))
}
