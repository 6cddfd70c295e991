import type { Call, Verb } from '../call'
import { KubectlFailure } from '../failure'
import type { ApiObject } from '../objects'
import { parseDuration, untilTrue } from '../polling'
import { objectPath } from '../resource-kinds'
import { fetchObjects, readSelections } from '../selection'

export const rollout: Verb = {
  name: 'rollout',
  flags: { timeout: 'value', 'watch|w': 'optional' },
  async run(call) {
    const [action = '', ...words] = call.line.words
    const act = { status: waitForRollout, restart }[action]
    if (!act) throw new KubectlFailure(`error: unknown command "rollout ${action}" for "kubectl"`)
    for (const selection of readSelections(call, words))
      for (const object of await fetchObjects(call, selection))
        await act(call, object, objectPath(selection.kind, call.namespace, object.metadata.name))
  },
}

async function waitForRollout(call: Call, object: ApiObject, path: string): Promise<void> {
  const { type } = (object.spec?.updateStrategy ?? {}) as { type?: string }
  if (type === 'OnDelete')
    throw new KubectlFailure(
      'error: rollout status is only available for RollingUpdate strategy type',
    )
  let said = ''
  await untilTrue(call, parseDuration(call.line.value('timeout')), async () => {
    const [text, done] = progress(await call.api.json<ApiObject>('GET', path))
    if (text !== said) call.print(text)
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

async function restart(call: Call, object: ApiObject, path: string): Promise<void> {
  const annotations = { 'kubectl.kubernetes.io/restartedAt': new Date().toISOString() }
  await call.api.json('PATCH', path, {
    contentType: 'application/strategic-merge-patch+json',
    body: { spec: { template: { metadata: { annotations } } } },
  })
  call.print(`daemonset.apps/${object.metadata.name} restarted`)
}
