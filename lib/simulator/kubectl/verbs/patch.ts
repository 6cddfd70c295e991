import type { Verb } from '../call'
import { KubectlFailure } from '../failure'
import { objectPath, qualified } from '../resource-kinds'
import { readSelections } from '../selection'

const contentTypes: Record<string, string> = {
  strategic: 'application/strategic-merge-patch+json',
  merge: 'application/merge-patch+json',
  json: 'application/json-patch+json',
}

export const patch: Verb = {
  name: 'patch',
  flags: { 'patch|p': 'value', type: 'value', 'output|o': 'value', 'filename|f': 'value' },
  async run(call) {
    const text = call.line.value('patch')
    if (!text) throw new KubectlFailure('error: must specify -p to patch')
    const contentType = contentTypes[call.line.value('type') ?? 'strategic']
    if (!contentType)
      throw new KubectlFailure('error: --type must be one of [json merge strategic]')
    for (const { kind, names = [] } of readSelections(call))
      for (const name of names)
        await call.attempt(async () => {
          await call.api.json('PATCH', objectPath(kind, call.namespace, name), {
            contentType,
            body: JSON.parse(text) as unknown,
          })
          call.print(`${qualified(kind, name)} patched`)
        })
  },
}
