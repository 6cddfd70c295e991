import type { Call, Verb } from '../call'
import { KubectlFailure } from '../failure'
import type { ApiObject } from '../objects'
import { change, changeFlags, mergePatch, report } from '../report'
import { fetchObjects, readSelections, selectionFlags } from '../selection'

interface Taint {
  key: string
  value?: string
  effect: string
}
const effects = ['NoSchedule', 'PreferNoSchedule', 'NoExecute']
const nameRule =
  "name part must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]')"
type Change = { add: Taint } | { remove: { key: string; effect: string | undefined } }

export const taint: Verb = {
  name: 'taint',
  flags: { ...selectionFlags, ...changeFlags, overwrite: 'switch' },
  async run(call) {
    const [type, ...others] = call.line.words
    if (type && !/^nodes?$|^no$/.test(type))
      throw new KubectlFailure(
        `error: invalid resource type ${type}, only node types are supported`,
      )
    const isChange = (word: string): boolean => /[:=]|-$/.test(word)
    const changes = others.filter(isChange).map(readChange)
    if (changes.length === 0)
      throw new KubectlFailure('error: at least one taint update is required')
    const words = call.line.words.filter((word) => !isChange(word))
    for (const selection of readSelections(call, words))
      for (const node of await fetchObjects(call, selection))
        await call.attempt(() => taintNode(call, node, changes))
  },
}

function readChange(word: string): Change {
  const [, key = '', value, effect, minus] =
    /^([^=:]+?)(?:=([^:]*))?(?::(\w+))?(-)?$/.exec(word) ?? []
  if (minus) return { remove: { key, effect } }
  if (!effect)
    throw new KubectlFailure(
      `error: invalid taint spec: ${word}, ${nameRule}\nSee 'kubectl taint -h' for help and examples`,
    )
  if (!effects.includes(effect))
    throw new KubectlFailure(
      `error: invalid taint effect: ${effect}, unsupported taint effect\nSee 'kubectl taint -h' for help and examples`,
    )
  return { add: { key, effect, ...(value ? { value } : {}) } }
}

async function taintNode(call: Call, node: ApiObject, changes: readonly Change[]): Promise<void> {
  const { name } = node.metadata
  let taints = [...((node.spec?.taints as Taint[] | undefined) ?? [])]
  for (const change of changes) taints = applyChange(call, name, taints, change)
  const before = (node.spec?.taints as Taint[] | undefined) ?? []
  const body = { spec: { taints: taints.length > 0 ? taints : null } }
  const changed = await change(call, 'PATCH', node, { contentType: mergePatch, body })
  report(call, changed, outcomeOf(before, changes))
}

/** What was there already with another value is modified, not tainted. */
function outcomeOf(before: readonly Taint[], changes: readonly Change[]): string {
  const added = changes.flatMap((change) => ('add' in change ? [change.add] : []))
  if (added.length === 0) return 'untainted'
  const isKnown = ({ key, effect }: Taint): boolean =>
    before.some((taint) => taint.key === key && taint.effect === effect)
  return added.every(isKnown) ? 'modified' : 'tainted'
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
