import type { Call } from '../../call'
import { type PodTemplate, podTemplateLines } from '../../describe/pod-template'
import { KubectlFailure } from '../../failure'
import type { ApiList, ApiObject } from '../../objects'
import { kindOf, qualified } from '../../resource-kinds'
import { change, dryRunOf, report, strategicPatch } from '../../report'

interface Revision extends ApiObject {
  readonly revision: number
  readonly data: { readonly spec: { readonly template: PodTemplate } }
}

/** `rollout history`: all revisions, or one with its pod template. */
export async function history(call: Call, object: ApiObject): Promise<void> {
  const revisions = await revisionsOf(call, object)
  const wanted = Number(call.line.value('revision') ?? 0)
  const name = qualified(kindOf(object, call.minor), object.metadata.name)
  if (wanted === 0) {
    const rows = revisions.map(
      ({ revision, metadata: { annotations } }) =>
        `${String(revision).padEnd(10)}${annotations?.['kubernetes.io/change-cause'] ?? '<none>'}\n`,
    )
    return call.print(`${name} \nREVISION  CHANGE-CAUSE\n${rows.join('')}`)
  }
  const found = revisions.find(({ revision }) => revision === wanted)
  if (!found) throw new KubectlFailure('error: unable to find the specified revision')
  const template = podTemplateLines(found.data.spec.template)
  call.print(`${name} with revision #${wanted}\n${template}`)
}

/** `rollout undo`: the template of the revision before, or of the one that is named, is put in place again. */
export async function undo(call: Call, object: ApiObject): Promise<void> {
  const revisions = await revisionsOf(call, object)
  const wanted = Number(call.line.value('to-revision') ?? 0)
  const found =
    wanted === 0 ? revisions.at(-2) : revisions.find(({ revision }) => revision === wanted)
  if (!found)
    throw new KubectlFailure(
      wanted === 0
        ? 'error: no last revision to roll back to'
        : `error: unable to find specified revision ${wanted} in history`,
    )
  if (dryRunOf(call) === 'client')
    return call.print(
      `${qualified(kindOf(object, call.minor), object.metadata.name)} ${podTemplateLines(found.data.spec.template)}`,
    )
  if (found.revision === revisions.at(-1)?.revision)
    return report(
      call,
      object,
      `skipped rollback (current template already matches revision ${found.revision})`,
    )
  const body = found.data
  report(
    call,
    await change(call, 'PATCH', object, { contentType: strategicPatch, body }),
    'rolled back',
  )
}

async function revisionsOf(call: Call, { metadata }: ApiObject): Promise<Revision[]> {
  const path = `/apis/apps/v1/namespaces/${metadata.namespace}/controllerrevisions`
  const { items = [] } = await call.api.json<ApiList>('GET', path)
  return (items as Revision[])
    .filter(({ metadata: { ownerReferences } }) =>
      ownerReferences?.some(({ uid }) => uid === metadata.uid),
    )
    .sort((a, b) => a.revision - b.revision)
}
