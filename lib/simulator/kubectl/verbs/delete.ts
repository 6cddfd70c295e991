import type { Call, Verb } from '../call'
import { isNotFound } from '../not-found'
import type { ApiObject } from '../objects'
import { parseDuration, untilTrue } from '../polling'
import { KubectlFailure } from '../failure'
import { dryRunOf, dryRunSuffix } from '../report'
import { kindOf, objectPath, type ResourceKind, singular } from '../resource-kinds'
import { whileDoing } from './while-doing'
import {
  fetchObjects,
  insistOnChoice,
  insistOnTarget,
  readSelections,
  selectionFlags,
} from '../selection'

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
    'dry-run': 'optional',
  },
  async run(call) {
    insistOnTarget(call)
    insistOnCascade(call)
    const selections = readSelections(call)
    insistOnChoice(call, selections)
    const [file] = call.line.values('filename')
    const deleting = { call, file, warnOfScope: scopeWarning(call) }
    for (const selection of selections) {
      if (selection.names === undefined) {
        for (const object of await fetchObjects(call, selection))
          await remove({ ...deleting, file: undefined }, object)
        continue
      }
      for (const name of selection.names)
        await remove(deleting, {
          kind: selection.kind.kind,
          apiVersion: selection.kind.group
            ? `${selection.kind.group}/${selection.kind.version}`
            : selection.kind.version,
          metadata: { name, namespace: selection.namespace },
        })
    }
  },
}

const cascades = ['background', 'foreground', 'orphan', 'true', 'false']

function insistOnCascade(call: Call): void {
  const asked = call.line.value('cascade')
  if (asked !== undefined && !cascades.includes(asked))
    throw new KubectlFailure(
      `error: invalid cascade value (${asked}). Must be "background", "foreground", or "orphan"`,
    )
  if (!call.line.is('force') || dryRunOf(call) !== 'none') return
  call.warn(
    `${warningWord(call)}: Immediate deletion does not wait for confirmation that the running resource has been terminated. The resource may continue to run on the cluster indefinitely.`,
  )
}

const warningWord = ({ minor }: Call): string => (minor < 25 ? 'warning' : 'Warning')

/** Whoever names a namespace is told once that it does not count for what lies in none. */
function scopeWarning(call: Call): (kind: ResourceKind) => void {
  let isToWarn = call.line.value('namespace') !== undefined
  return ({ namespaced }) => {
    if (!isToWarn || namespaced) return
    isToWarn = false
    call.warn(
      `${warningWord(call)}: deleting cluster-scoped resources, not scoped to the provided namespace`,
    )
  }
}

interface Deleting {
  readonly call: Call
  readonly file: string | undefined
  readonly warnOfScope: (kind: ResourceKind) => void
}

async function remove({ call, file, warnOfScope }: Deleting, object: ApiObject): Promise<void> {
  await call.attempt(async () => {
    const kind = kindOf(object)
    const { name, namespace = call.namespace } = object.metadata
    const path = objectPath(kind, namespace, name)
    const dry = dryRunOf(call)
    const uid = await requestDeletion(call, path).catch((error: unknown) => {
      throw file === undefined ? error : whileDoing('deleting', file, error)
    })
    if (uid === undefined) return
    warnOfScope(kind)
    const force = call.line.is('force') && dry === 'none' ? ' force' : ''
    if (call.line.value('output') === 'name') call.print(`${singular(kind)}/${name}`)
    else call.print(`${singular(kind)} "${name}"${force} deleted${dryRunSuffix(call)}`)
    if (dry === 'none' && call.line.is('wait', true) && !force) await goneFor(call, path, uid)
  })
}

/** The uid of what is being deleted; undefined when it wasn't there and that is fine. */
async function requestDeletion(call: Call, path: string): Promise<string | undefined> {
  try {
    const { metadata } = await call.api.json<ApiObject>('GET', path)
    if (dryRunOf(call) !== 'client')
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
    ...(dryRunOf(call) === 'server' && { dryRun: ['All'] }),
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
