import type { Call, Verb } from '../call'
import { KubectlFailure } from '../failure'
import type { ApiObject } from '../objects'
import { objectPath, resourceKind } from '../resource-kinds'

const nodes = resourceKind('nodes')

export const cordon = cordoning('cordon', true)
export const uncordon = cordoning('uncordon', false)

/** Makes a node unschedulable, or schedulable again, and says which. */
export async function cordonNode(call: Call, name: string, unschedulable: boolean): Promise<void> {
  const path = objectPath(nodes, '', name.replace(/^nodes?\//, ''))
  const node = await call.api.json<ApiObject>('GET', path)
  const was = node.spec?.unschedulable === true
  const word = unschedulable ? 'cordoned' : 'uncordoned'
  if (was === unschedulable) return call.print(`node/${node.metadata.name} already ${word}`)
  await call.api.json('PATCH', path, {
    contentType: 'application/strategic-merge-patch+json',
    body: { spec: { unschedulable: unschedulable || null } },
  })
  call.print(`node/${node.metadata.name} ${word}`)
}

function cordoning(name: string, unschedulable: boolean): Verb {
  return {
    name,
    flags: {},
    async run(call) {
      if (call.line.words.length === 0)
        throw new KubectlFailure(`error: USAGE: ${name} NODE [flags]`)
      for (const node of call.line.words)
        await call.attempt(() => cordonNode(call, node, unschedulable))
    },
  }
}
