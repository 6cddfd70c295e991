import type { Call, Verb } from '../call'
import { KubectlFailure } from '../failure'
import { isNotFound } from '../not-found'
import type { ApiObject } from '../objects'
import { parseDuration, untilTrue } from '../polling'
import { objectPath, qualified, type ResourceKind } from '../resource-kinds'
import { fetchObjects, insistOnTarget, readSelections, selectionFlags } from '../selection'
import { relaxedTemplate, renderJsonPath } from '../json-path/render'

export const wait: Verb = {
  name: 'wait',
  flags: { ...selectionFlags, for: 'value', timeout: 'value' },
  async run(call) {
    insistOnTarget(call)
    const forDeletion = call.line.value('for') === 'delete'
    // What is waited for to go may be gone already.
    if (forDeletion) call.line.set('ignore-not-found', 'true')
    const reached = readGoal(call.line.value('for') ?? '', call.minor)
    const withinMs = parseDuration(call.line.value('timeout') ?? '30s')
    let found = 0
    for (const selection of readSelections(call))
      for (const object of await fetchObjects(call, selection)) {
        found += 1
        await call.attempt(() => waitForObject(call, selection.kind, object, reached, withinMs))
      }
    if (found === 0 && forDeletion && call.minor >= 21) return
    if (found === 0 && (call.output().exitCode === 0 || forDeletion))
      throw new KubectlFailure('error: no matching resources found')
  },
}

type Goal = (object: ApiObject | undefined) => boolean

function readGoal(text: string, minor: number): Goal {
  if (text === 'delete') return (object) => object === undefined
  const [, path, wanted] = /^jsonpath='?(\{.*\})'?=(.*)$/s.exec(text) ?? []
  if (path !== undefined && minor >= 23) {
    const template = relaxedTemplate(path)
    return (object) => object !== undefined && renderJsonPath(template, object) === wanted
  }
  const [, type, , status = 'True'] = /^condition=([^=]+)(=(.+))?$/.exec(text) ?? []
  if (!type) throw new KubectlFailure(`error: unrecognized condition: "${text}"`)
  return (object) => {
    const { conditions = [] } = (object?.status ?? {}) as {
      conditions?: { type: string; status: string }[]
    }
    return conditions.some(
      (condition) =>
        condition.type.toLowerCase() === type.toLowerCase() &&
        condition.status.toLowerCase() === status.toLowerCase(),
    )
  }
}

async function waitForObject(
  call: Call,
  kind: ResourceKind,
  { metadata: { name, namespace = call.namespace } }: ApiObject,
  reached: Goal,
  withinMs: number | undefined,
): Promise<void> {
  const label = qualified(kind, name)
  await untilTrue(
    call,
    withinMs,
    async () => reached(await find(call, objectPath(kind, namespace, name))),
    `error: timed out waiting for the condition on ${kind.plural}/${name}`,
  )
  call.print(`${label} condition met`)
}

async function find(call: Call, path: string): Promise<ApiObject | undefined> {
  try {
    return await call.api.json<ApiObject>('GET', path)
  } catch (error) {
    if (isNotFound(error)) return undefined
    throw error
  }
}
