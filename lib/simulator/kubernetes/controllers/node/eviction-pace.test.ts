import assert from 'node:assert/strict'
import { test } from 'node:test'
import { nodes } from '../../resources/nodes'
import { PaperLab } from '../../testing/paper-lab'

/** Which of the nodes have a taint by which their pods are evicted. */
const givenUp = (lab: PaperLab, names: readonly string[]): string[] =>
  names.filter((name) =>
    lab.client.find(nodes, { name })!.spec.taints?.some(({ effect }) => effect === 'NoExecute'),
  )

function fall(lab: PaperLab, names: readonly string[]): void {
  for (const name of names)
    lab.client.modifyStatus(nodes, { name }, ({ status }) => {
      status.conditions!.find(({ type }) => type === 'Ready')!.status = 'False'
    })
}

test('of two nodes that are not ready one is given up, and ten seconds later the other', async () => {
  const names = ['n1', 'n2', 'n3', 'n4']
  await using lab = await PaperLab.start(...names)
  fall(lab, ['n1', 'n2'])
  await lab.clock.pass(6)
  assert.equal(givenUp(lab, names).length, 1)
  await lab.clock.pass(10)
  assert.deepEqual(givenUp(lab, names), ['n1', 'n2'])
})

test('where most nodes are not ready none is given up until others are back', async () => {
  const names = ['n1', 'n2', 'n3']
  await using lab = await PaperLab.start(...names)
  fall(lab, names)
  await lab.clock.pass(15)
  assert.deepEqual(givenUp(lab, names), [])
  lab.addNode('n4')
  lab.addNode('n5')
  await lab.clock.pass(6)
  assert.equal(givenUp(lab, names).length, 1)
})
