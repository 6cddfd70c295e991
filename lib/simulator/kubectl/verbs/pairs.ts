import type { Call, Verb } from '../call'
import { KubectlFailure } from '../failure'
import type { ApiObject } from '../objects'
import { change, changeFlags, dryRunOf, mergePatch, report } from '../report'
import { fetchObjects, insistOnChoice, readSelections, selectionFlags } from '../selection'

/** What labels and annotations don't have in common. */
export interface PairWords {
  readonly verb: 'label' | 'annotate'
  readonly field: 'labels' | 'annotations'
  /** `label`, `annotation`. */
  readonly noun: string
  readonly done: string
  readonly checkValue?: (word: string, value: string) => void
  /** How it is told that these are there already. */
  readonly present: (pairs: readonly (readonly [key: string, value: string])[]) => string
  /** What is printed of a removed pair that wasn't there. */
  readonly absent?: (key: string) => string
  /** What is said at the end, where it isn't `done`. */
  readonly outcome?: (changed: boolean, onlyRemoved: boolean, minor: number) => string
}

type Changes = ReadonlyMap<string, string | null>

/** `label` and `annotate`: pairs set, or removed by a `-` behind the key. */
export const pairsVerb = (words: PairWords): Verb => ({
  name: words.verb,
  flags: {
    ...selectionFlags,
    ...changeFlags,
    overwrite: 'switch',
    list: 'switch',
    local: 'switch',
  },
  async run(call) {
    const isChange = (word: string): boolean => word.includes('=') || word.endsWith('-')
    const changes = readChanges(call.line.words.filter(isChange), words)
    const targets = call.line.words.filter((word) => !isChange(word))
    if (targets.length === 0 && call.line.values('filename').length === 0)
      throw new KubectlFailure(
        'error: one or more resources must be specified as <resource> <name> or <resource>/<name>',
      )
    const selections = readSelections(call, targets)
    const lists = call.line.is('list')
    if (changes.size === 0 && !lists)
      throw new KubectlFailure(`error: at least one ${words.noun} update is required`)
    insistOnChoice(call, selections)
    for (const selection of selections)
      for (const object of await fetchObjects(call, selection))
        await call.attempt(() =>
          lists ? list(call, object, words) : changeObject(call, object, changes, words),
        )
  },
})

/** `KEY=VALUE`, or `KEY-` that takes it away. */
export function readPair(text: string): { key: string; value: string | undefined } {
  const [, key = '', value] = /^([^=]+?)(?:=(.*)|-)$/s.exec(text) ?? []
  return { key, value }
}

function readChanges(texts: readonly string[], { checkValue }: PairWords): Changes {
  const changes = new Map<string, string | null>()
  for (const text of texts) {
    const { key, value } = readPair(text)
    if (value !== undefined) checkValue?.(text, value)
    changes.set(key, value ?? null)
  }
  return changes
}

async function list(call: Call, { metadata }: ApiObject, { field }: PairWords): Promise<void> {
  for (const [key, value] of Object.entries(metadata[field] ?? {}).sort())
    call.print(`${key}=${value}`)
}

async function changeObject(
  call: Call,
  object: ApiObject,
  changes: Changes,
  words: PairWords,
): Promise<void> {
  const { field } = words
  const pairs = object.metadata[field] ?? {}
  if (!call.line.is('overwrite')) insistOnNew(call, pairs, changes, words)
  for (const [key, value] of changes)
    if (value === null && pairs[key] === undefined && words.absent) call.print(words.absent(key))
  const differs = [...changes].some(([key, value]) => (pairs[key] ?? null) !== value)
  const body = { metadata: { [field]: Object.fromEntries(changes) } }
  const changed = differs
    ? await change(call, 'PATCH', object, { contentType: mergePatch, body })
    : object
  // An object without any pair gets an empty map of them, which kubectl takes for a change.
  const isBare = Object.keys(pairs).length === 0
  const removes = [...changes.values()].every((value) => value === null)
  reportPairs(call, changed, words.outcome?.(differs || isBare, removes, call.minor) ?? words.done)
}

/** Until 1.23 a dry run of the client's was told like a change. */
function reportPairs(call: Call, object: ApiObject, outcome: string): void {
  if (call.minor < 23 && dryRunOf(call) === 'client') call.line.set('dry-run', 'none')
  report(call, object, outcome)
}

/** Until 1.23 the value that is there already was refused, too. */
function insistOnNew(
  call: Call,
  pairs: Readonly<Record<string, string>>,
  changes: Changes,
  { present }: PairWords,
): void {
  const taken = [...changes].flatMap(([key, value]) => {
    const old = pairs[key]
    const isSame = call.minor >= 23 && old === value
    return value === null || old === undefined || isSame ? [] : [[key, old] as const]
  })
  if (taken.length > 0) throw new KubectlFailure(`error: ${present(taken)}`)
}
