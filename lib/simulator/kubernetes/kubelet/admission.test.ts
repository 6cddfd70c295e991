import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { NodeLab } from './testing/node-lab'

let lab: NodeLab
before(async () => (lab = await NodeLab.begin()))
after(() => lab[Symbol.asyncDispose]())

const refused = async (name: string): Promise<(string | undefined)[]> => {
  await lab.until(`${name} is refused`, () => lab.found(name)?.status.phase === 'Failed')
  const { reason, message } = lab.found(name)!.status
  const [event] = lab.said(reason ?? '', name)
  assert.equal(`Pod ${event?.message}`, message)
  return [reason, message]
}

test('of two pods that want the same port of the host the later is refused', async () => {
  const main = { ports: [{ containerPort: 8080, hostPort: 8080 }] }
  lab.create('first', { main })
  await lab.runs('first')
  lab.create('second', { main })
  assert.deepEqual(await refused('second'), ['NodePorts', 'Pod Predicate NodePorts failed'])
})

test('more than the node has left is refused, with what is wanted, used and there', async () => {
  const wanting = (requests: Record<string, string>): object => ({
    main: { resources: { requests } },
  })
  lab.create('modest', wanting({ cpu: '150m' }))
  await lab.runs('modest')
  lab.create('greedy', wanting({ cpu: '3', memory: '1Ti' }))
  assert.deepEqual(await refused('greedy'), [
    'OutOfcpu',
    "Pod Node didn't have enough resource: cpu, requested: 3000, used: 150, capacity: 2000",
  ])
  lab.create('large', wanting({ memory: '1Ti' }))
  const [reason, message = ''] = await refused('large')
  assert.equal(reason, 'OutOfmemory')
  assert.match(message, /: memory, requested: 1099511627776, used: 0, capacity: \d+$/)
})

test('what nobody offers on the node is not missed there', async () => {
  lab.create('hopeful', { main: { resources: { limits: { 'example.com/x': '1' } } } })
  await lab.runs('hopeful')
})

test('a pod that is bound to a node that it does not want is refused', async () => {
  lab.create('elsewhere', { nodeSelector: { there: 'no' } })
  assert.deepEqual(await refused('elsewhere'), [
    'NodeAffinity',
    'Pod Predicate NodeAffinity failed',
  ])
})
