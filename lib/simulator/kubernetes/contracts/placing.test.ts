import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { type Condition, type Node, type Pod, type Taint } from '../objects'
import { nodes } from '../resources/nodes'
import { pods } from '../resources/pods'
import { PaperLab } from '../testing/paper-lab'

/** What was done beside a real scheduler, one thing after the other, and what it had to say of the pods. */
type Step =
  | {
      readonly node: string
      readonly labels?: Record<string, string>
      readonly spec?: Node['spec']
      readonly allocatable?: Record<string, string>
      readonly taints?: Taint[]
    }
  | { readonly pod: string; readonly labels?: Record<string, string>; readonly spec: Pod['spec'] }
  | { readonly gone: string }
  | { readonly look: string; readonly node?: string; readonly message?: string }

const file = join(__dirname, 'recordings', 'placing', 'pods-and-nodes.jsonl')
const steps = readFileSync(file, 'utf8')
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line) as Step)

test('pods go where the scheduler of 1.20.2 put them, or wait with the message that it gave', async (context) => {
  await using lab = await PaperLab.start()
  lab.phaseOf = () => undefined
  const wrong: string[] = []
  for (const step of steps) {
    if ('look' in step) wrong.push(...(await differences(lab, step)))
    else await take(lab, step)
  }
  context.diagnostic(`${steps.filter((step) => 'look' in step).length} pods`)
  assert.deepEqual(wrong, [])
})

const namespace = 'kube-public'

async function take(lab: PaperLab, step: Exclude<Step, { look: string }>): Promise<void> {
  const { client } = lab
  if ('gone' in step)
    return client.delete(pods, { namespace, name: step.gone }, { gracePeriodSeconds: 0 })
  if ('pod' in step) {
    const { pod: name, labels = {}, spec } = step
    lab.create(pods, { kind: 'Pod', apiVersion: 'v1', metadata: { namespace, name, labels }, spec })
    return
  }
  const { node: name, labels = {}, spec = {}, allocatable, taints } = step
  if (taints) return lab.changeNode(name, (node) => (node.spec.taints = taints))
  lab.addNode(name)
  lab.changeNode(name, (node) =>
    Object.assign(node, { spec }, Object.assign(node.metadata, { labels })),
  )
  client.modifyStatus(nodes, { name }, ({ status }) => Object.assign(status, { allocatable }))
  await lab.clock.until('the node is let in', () => {
    const left = client.find(nodes, { name })?.spec.taints ?? []
    return !left.some(({ key }) => key === 'node.kubernetes.io/not-ready')
  })
}

async function differences(
  lab: PaperLab,
  { look: name, node, message }: Extract<Step, { look: string }>,
): Promise<string[]> {
  const find = (): Pod | undefined => lab.client.find(pods, { namespace, name })
  const scheduled = (): Condition | undefined =>
    find()?.status.conditions?.find(({ type }) => type === 'PodScheduled')
  const status = node ? 'True' : 'False'
  await lab.clock.until(
    `the scheduler says ${status} of ${name}`,
    () => scheduled()?.status === status,
  )
  if (find()?.spec.nodeName === node && scheduled()?.message === message) return []
  return [`${name}: ${find()?.spec.nodeName ?? scheduled()?.message}, not ${node ?? message}`]
}
