import { Then, When } from '@cucumber/cucumber'
import { type Milliseconds } from '../lib/wait/duration'
import { expect, library } from '../support/library'
import { type KubesonicWorld } from '../support/world'
import { type NodeLabel } from './parameter-types'

Then("the DUT's lower-case hostname is the name of a node", async function (this: KubesonicWorld) {
  const { hostname } = await this.session.facts()
  const nodes = await this.kube.listNodes()
  expect(nodes.map(({ metadata }) => metadata?.name)).toContain(hostname.toLowerCase())
})

Then(
  'the node is Ready within {duration}',
  async function (this: KubesonicWorld, within: Milliseconds) {
    const node = await this.wait(library().nodeReady(this.kube, await this.node()), within)
    this.nodesSeen.push(node.metadata?.uid ?? '')
  },
)

Then('the node is another one than before', function (this: KubesonicWorld) {
  expect(new Set(this.nodesSeen).size).toBe(this.nodesSeen.length)
  expect(this.nodesSeen.length).toBeGreaterThan(1)
})

Then(
  'the node has the label {string} within {duration}',
  async function (this: KubesonicWorld, key: string, within: Milliseconds) {
    await this.wait(library().nodeLabelled(this.kube, await this.node(), key), within)
  },
)

Then("the node's internal address is the DUT's address", async function (this: KubesonicWorld) {
  const { status } = await this.kube.getNode(await this.node())
  const internal = status?.addresses?.filter(({ type }) => type === 'InternalIP')
  expect(internal?.map(({ address }) => address)).toEqual([this.session.dutAddress])
})

When('I label the node {label}', async function (this: KubesonicWorld, { key, value }: NodeLabel) {
  await this.labelNode(key, value)
})

When('I remove the label {word} from the node', async function (this: KubesonicWorld, key: string) {
  await this.kube.unlabelNode(await this.node(), key)
})
