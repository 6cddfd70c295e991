import type { Call, Verb } from '../call'
import { KubectlFailure } from '../failure'
import type { ApiObject } from '../objects'
import { objectPath } from '../resource-kinds'
import { fetchObjects, readSelections, selectionFlags } from '../selection'

interface Taint {
  key: string
  value?: string
  effect: string
}
type Change = { add: Taint } | { remove: { key: string; effect: string | undefined } }

export const taint: Verb = {
  name: 'taint',
  flags: { ...selectionFlags, overwrite: 'switch' },
  async run(call) {
    const isChange = (word: string): boolean => word.endsWith('-') || word.includes(':')
    const changes = call.line.words.filter(isChange).map(readChange)
    if (changes.length === 0)
      throw new KubectlFailure('error: at least one taint update is required')
    const words = call.line.words.filter((word) => !isChange(word))
    for (const selection of readSelections(call, words))
      for (const node of await fetchObjects(call, selection))
        await call.attempt(() => taintNode(call, node, changes, selection.kind))
  },
}

function readChange(word: string): Change {
  const [, key = '', value, effect, minus] =
    /^([^=:]+?)(?:=([^:]*))?(?::(\w+))?(-)?$/.exec(word) ?? []
  if (minus) return { remove: { key, effect } }
  if (!effect) throw new KubectlFailure(`error: invalid taint spec: ${word}`)
  return { add: { key, effect, ...(value ? { value } : {}) } }
}

async function taintNode(
  call: Call,
  node: ApiObject,
  changes: readonly Change[],
  kind: Parameters<typeof objectPath>[0],
): Promise<void> {
  const { name } = node.metadata
  let taints = [...((node.spec?.taints as Taint[] | undefined) ?? [])]
  for (const change of changes) taints = applyChange(call, name, taints, change)
  await call.api.json('PATCH', objectPath(kind, '', name), {
    contentType: 'application/merge-patch+json',
    body: { spec: { taints: taints.length > 0 ? taints : null } },
  })
  const added = changes.some((change) => 'add' in change)
  call.print(`node/${name} ${added ? 'tainted' : 'untainted'}`)
}

function applyChange(call: Call, node: string, taints: Taint[], change: Change): Taint[] {
  const same = (a: Taint, key: string, effect?: string): boolean =>
    a.key === key && (effect === undefined || a.effect === effect)
  if ('remove' in change) {
    const { key, effect } = change.remove
    const rest = taints.filter((t) => !same(t, key, effect))
    if (rest.length < taints.length) return rest
    throw new KubectlFailure(`error: taint "${key}${effect ? `:${effect}` : ''}" not found`)
  }
  const { add } = change
  if (taints.some((t) => same(t, add.key, add.effect)) && !call.line.is('overwrite'))
    throw new KubectlFailure(
      `error: node ${node} already has ${add.key} taint(s) with same effect(s) and --overwrite is false`,
    )
  return [...taints.filter((t) => !same(t, add.key, add.effect)), add]
}
