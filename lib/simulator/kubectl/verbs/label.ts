import type { Call, Verb } from '../call'
import { KubectlFailure } from '../failure'
import type { ApiObject } from '../objects'
import { kindOf, objectPath, qualified } from '../resource-kinds'
import { fetchObjects, insistOnChoice, readSelections, selectionFlags } from '../selection'

const validValue = /^(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?$/
const valueRule =
  "a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyValue',  or 'my_value',  or '12345', regex used for validation is '(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?')"

export const label: Verb = {
  name: 'label',
  flags: { ...selectionFlags, overwrite: 'switch', 'output|o': 'value' },
  async run(call) {
    const isChange = (word: string): boolean => word.includes('=') || word.endsWith('-')
    const changes = readChanges(call.line.words.filter(isChange))
    const selections = readSelections(
      call,
      call.line.words.filter((word) => !isChange(word)),
    )
    insistOnChoice(call, selections)
    for (const selection of selections)
      for (const object of await fetchObjects(call, selection))
        await call.attempt(() => labelObject(call, object, changes))
  },
}

function readChanges(words: readonly string[]): Map<string, string | null> {
  if (words.length === 0) throw new KubectlFailure('error: at least one label update is required')
  const changes = new Map<string, string | null>()
  for (const word of words) {
    const [, key = '', value] = /^([^=]+?)(?:=(.*)|-)$/s.exec(word) ?? []
    if (value !== undefined && !validValue.test(value))
      throw new KubectlFailure(`error: invalid label value: "${word}": ${valueRule}`)
    changes.set(key, value ?? null)
  }
  return changes
}

async function labelObject(
  call: Call,
  object: ApiObject,
  changes: Map<string, string | null>,
): Promise<void> {
  const labels = object.metadata.labels ?? {}
  for (const [key, value] of changes) {
    const present = labels[key]
    if (value === null && present === undefined) call.print(`label "${key}" not found.`)
    if (value !== null && present !== undefined && !call.line.is('overwrite'))
      throw new KubectlFailure(
        `error: '${key}' already has a value (${present}), and --overwrite is false`,
      )
  }
  const kind = kindOf(object)
  const differs = [...changes].some(([key, value]) => (labels[key] ?? null) !== value)
  const { name, namespace = 'default' } = object.metadata
  if (differs)
    await call.api.json('PATCH', objectPath(kind, namespace, name), {
      contentType: 'application/merge-patch+json',
      body: { metadata: { labels: Object.fromEntries(changes) } },
    })
  call.print(`${qualified(kind, name)} ${differs ? 'labeled' : 'not labeled'}`)
}
