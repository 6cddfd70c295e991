import type { Call, Verb } from '../call'
import { isNotFound } from '../not-found'
import type { ApiObject } from '../objects'
import { parseDuration, untilTrue } from '../polling'
import { kindOf, objectPath, singular } from '../resource-kinds'
import { fetchObjects, insistOnChoice, readSelections, selectionFlags } from '../selection'

export const deleteVerb: Verb = {
  name: 'delete',
  flags: {
    ...selectionFlags,
    'grace-period': 'value',
    timeout: 'value',
    force: 'switch',
    now: 'switch',
    wait: 'optional',
    cascade: 'optional',
    'ignore-not-found': 'optional',
    'output|o': 'value',
  },
  async run(call) {
    const selections = readSelections(call)
    insistOnChoice(call, selections)
    for (const selection of selections) {
      if (selection.names === undefined) {
        for (const object of await fetchObjects(call, selection)) await remove(call, object)
        continue
      }
      for (const name of selection.names)
        await remove(call, {
          kind: selection.kind.kind,
          apiVersion: selection.kind.group
            ? `${selection.kind.group}/${selection.kind.version}`
            : selection.kind.version,
          metadata: { name, namespace: selection.namespace },
        })
    }
  },
}

async function remove(call: Call, object: ApiObject): Promise<void> {
  await call.attempt(async () => {
    const kind = kindOf(object)
    const { name, namespace = call.namespace } = object.metadata
    const path = objectPath(kind, namespace, name)
    const uid = await requestDeletion(call, path)
    if (uid === undefined) return
    const force = call.line.is('force') ? ' force' : ''
    call.print(`${singular(kind)} "${name}"${force} deleted`)
    if (call.line.is('wait', true) && !force) await goneFor(call, path, uid)
  })
}

/** The uid of what is being deleted; undefined when it wasn't there and that is fine. */
async function requestDeletion(call: Call, path: string): Promise<string | undefined> {
  try {
    const { metadata } = await call.api.json<ApiObject>('GET', path)
    await call.api.json('DELETE', path, { body: deleteOptions(call) })
    return metadata.uid ?? ''
  } catch (error) {
    if (isNotFound(error) && call.line.is('ignore-not-found')) return undefined
    throw error
  }
}

function deleteOptions(call: Call): object {
  const grace = call.line.value('grace-period') ?? (call.line.is('now') ? '1' : undefined)
  const cascade = call.line.value('cascade') ?? 'background'
  const policy =
    { foreground: 'Foreground', orphan: 'Orphan', false: 'Orphan' }[cascade] ?? 'Background'
  return {
    kind: 'DeleteOptions',
    apiVersion: 'v1',
    propagationPolicy: policy,
    ...(grace === undefined
      ? call.line.is('force')
        ? { gracePeriodSeconds: 0 }
        : {}
      : { gracePeriodSeconds: Number(grace) }),
  }
}

async function goneFor(call: Call, path: string, uid: string): Promise<void> {
  await untilTrue(call, parseDuration(call.line.value('timeout')), async () => {
    try {
      return (await call.api.json<ApiObject>('GET', path)).metadata.uid !== uid
    } catch (error) {
      if (isNotFound(error)) return true
      throw error
    }
  })
}
