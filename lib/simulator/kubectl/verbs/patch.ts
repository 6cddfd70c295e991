import type { Call, Verb } from '../call'
import { KubectlFailure } from '../failure'
import type { ApiObject } from '../objects'
import { change, changeFlags, report } from '../report'
import { fetchObjects, readSelections, selectionFlags } from '../selection'
import { yaml } from '../../go/yaml'

const contentTypes: Record<string, string> = {
  strategic: 'application/strategic-merge-patch+json',
  merge: 'application/merge-patch+json',
  json: 'application/json-patch+json',
}

export const patch: Verb = {
  name: 'patch',
  flags: {
    ...selectionFlags,
    ...changeFlags,
    'patch|p': 'value',
    'patch-file': 'value',
    type: 'value',
  },
  async run(call) {
    const patchText = textOf(call)
    const type = call.line.value('type') ?? 'strategic'
    const contentType = contentTypes[type]
    if (!contentType)
      throw new KubectlFailure(
        `error: --type must be one of [json merge strategic], not ${JSON.stringify(type)}`,
      )
    const body = parsed(patchText)
    for (const selection of readSelections(call))
      for (const object of await fetchObjects(call, selection))
        await call.attempt(async () => {
          const patched = await change(call, 'PATCH', object, { contentType, body })
          report(call, patched, sameVersion(object, patched) ? 'patched (no change)' : 'patched')
        })
  },
}

const sameVersion = (a: ApiObject, b: ApiObject): boolean =>
  a.metadata.resourceVersion === b.metadata.resourceVersion

function textOf(call: Call): string {
  const file = call.line.value('patch-file')
  const text = file === undefined ? call.line.value('patch') : readFile(call, file)
  if (text) return text
  throw new KubectlFailure(
    'error: must specify --patch or --patch-file containing the contents of the patch',
  )
}

function readFile({ context: { cwd, fs } }: Call, file: string): string {
  const path = file.startsWith('/') ? file : `${cwd}/${file}`
  if (fs.exists(path)) return fs.readText(path)
  throw new KubectlFailure(
    `error: unable to read patch file: open ${file}: no such file or directory`,
  )
}

/** YAML is fine, too. What is neither is left to the server's complaint. */
function parsed(text: string): unknown {
  try {
    return yaml().parse(text) as unknown
  } catch {
    throw new KubectlFailure('Error from server: Invalid JSON Patch')
  }
}
