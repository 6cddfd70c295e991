import assert from 'node:assert/strict'
import { test } from 'node:test'
import { nodes } from '../resources/nodes'
import { pods } from '../resources/pods'
import { PaperLab } from '../testing/paper-lab'

// podgc of 1.20: it looks every 20 s; a node that is missing has 40 s to come back.

const pod = (name: string, node: string): object => ({
  kind: 'Pod',
  apiVersion: 'v1',
  metadata: { name, namespace: 'default' },
  spec: { nodeName: node, containers: [{ name: 'c', image: 'i' }] },
})
const names = (lab: PaperLab): string[] => lab.pods().map(({ metadata }) => metadata.name)

async function goneAfter(lab: PaperLab, name: string): Promise<number> {
  const begun = lab.clock.now()
  await lab.clock.until(`${name} is gone`, () => !names(lab).includes(name))
  return (lab.clock.now() - begun) / 1000
}

test('pods go 40 to 60 s after their node, at a look of all 20 s', async () => {
  await using lab = await PaperLab.start('n1', 'n2')
  for (const node of ['n1', 'n2']) lab.create(pods, pod(`of-${node}`, node))
  lab.client.delete(nodes, { name: 'n1' })
  const first = await goneAfter(lab, 'of-n1')
  assert.ok(first >= 40 && first <= 60, String(first))
  await lab.clock.pass(3)
  lab.client.delete(nodes, { name: 'n2' })
  assert.equal(await goneAfter(lab, 'of-n2'), 57)
})

test('nodes that go between two looks lose their pods at the same one', async () => {
  await using lab = await PaperLab.start('n1', 'n2')
  lab.create(pods, pod('pacemaker', 'ghost'))
  await goneAfter(lab, 'pacemaker')
  for (const node of ['n1', 'n2']) lab.create(pods, pod(`of-${node}`, node))
  lab.client.delete(nodes, { name: 'n1' })
  await lab.clock.pass(15)
  lab.client.delete(nodes, { name: 'n2' })
  assert.equal(await goneAfter(lab, 'of-n1'), 45)
  assert.deepEqual(names(lab), [])
})

test('a node that is back in time keeps its pods', async () => {
  await using lab = await PaperLab.start('n1')
  lab.create(pods, pod('stays', 'n1'))
  lab.client.delete(nodes, { name: 'n1' })
  await lab.clock.pass(35)
  lab.addNode('n1')
  await lab.clock.pass(120)
  assert.deepEqual(names(lab), ['stays'])
})

test('a pod for a node that never was goes as well', async () => {
  await using lab = await PaperLab.start('n1')
  lab.create(pods, pod('lost', 'ghost'))
  const seconds = await goneAfter(lab, 'lost')
  assert.ok(seconds >= 40 && seconds <= 60, String(seconds))
})
