import type { Call, Verb } from '../call'
import { KubectlFailure } from '../failure'
import type { ApiList, ApiObject } from '../objects'
import { change, changeFlags, report, strategicPatch } from '../report'
import { objectPath, resourceKind } from '../resource-kinds'
import { listPath, selectionFlags } from '../selection'

const nodes = resourceKind('nodes')

export const cordon = cordoning('cordon', true)
export const uncordon = cordoning('uncordon', false)

/** Makes a node unschedulable, or schedulable again, and says which. */
export async function cordonNode(call: Call, name: string, unschedulable: boolean): Promise<void> {
  const path = objectPath(nodes, '', name.replace(/^nodes?\//, ''))
  const node = await call.api.json<ApiObject>('GET', path)
  const was = node.spec?.unschedulable === true
  const word = unschedulable ? 'cordoned' : 'uncordoned'
  if (was === unschedulable) return report(call, node, `already ${word}`)
  const body = { spec: { unschedulable: unschedulable || null } }
  report(call, await change(call, 'PATCH', node, { contentType: strategicPatch, body }), word)
}

/** The nodes that are named, or that `-l` chooses. Throws KubectlFailure. */
export async function nodesNamed(call: Call, verb: string): Promise<readonly string[]> {
  if (call.line.value('selector')) {
    const path = listPath(call, { kind: nodes, names: undefined, namespace: undefined })
    const { items = [] } = await call.api.json<ApiList>('GET', path)
    return items.map(({ metadata }) => metadata.name)
  }
  if (call.line.words.length > 0) return call.line.words
  throw new KubectlFailure(
    `error: USAGE: ${verb} NODE [flags]\nSee 'kubectl ${verb} -h' for help and examples`,
  )
}

function cordoning(name: string, unschedulable: boolean): Verb {
  return {
    name,
    flags: { ...selectionFlags, ...changeFlags },
    async run(call) {
      for (const node of await nodesNamed(call, name))
        await call.attempt(() => cordonNode(call, node, unschedulable))
    },
  }
}
