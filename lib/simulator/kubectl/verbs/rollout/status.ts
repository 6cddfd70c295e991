import type { Call } from '../../call'
import { KubectlFailure } from '../../failure'
import type { ApiObject } from '../../objects'
import { parseDuration, untilTrue } from '../../polling'
import { kindOf, objectPath } from '../../resource-kinds'

/** `rollout status`: every change of what is waited for, until it is done. */
export async function status(call: Call, object: ApiObject): Promise<void> {
  const { type } = (object.spec?.updateStrategy ?? {}) as { type?: string }
  if (type === 'OnDelete')
    throw new KubectlFailure(
      'error: rollout status is only available for RollingUpdate strategy type',
    )
  const { name, namespace = call.namespace } = object.metadata
  const path = objectPath(kindOf(object, call.minor), namespace, name)
  let said = ''
  await untilTrue(call, parseDuration(call.line.value('timeout')), async () => {
    const [text, done] = progress(await call.api.json<ApiObject>('GET', path))
    if (text !== said) call.stream(`${text}\n`)
    said = text
    return done || !call.line.is('watch', true)
  })
}

function progress({ metadata, spec, status = {} }: ApiObject): [string, boolean] {
  const { name, generation = 0 } = metadata
  const count = (field: string): number => Number(status[field] ?? 0)
  const desired = count('desiredNumberScheduled')
  const waiting = `Waiting for daemon set "${name}" rollout to finish:`
  if (!spec || count('observedGeneration') < generation)
    return ['Waiting for daemon set spec update to be observed...', false]
  if (count('updatedNumberScheduled') < desired)
    return [
      `${waiting} ${count('updatedNumberScheduled')} out of ${desired} new pods have been updated...`,
      false,
    ]
  if (count('numberAvailable') < desired)
    return [
      `${waiting} ${count('numberAvailable')} of ${desired} updated pods are available...`,
      false,
    ]
  return [`daemon set "${name}" successfully rolled out`, true]
}
