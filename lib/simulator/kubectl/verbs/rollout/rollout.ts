import type { Call, Verb } from '../../call'
import { KubectlFailure } from '../../failure'
import type { ApiObject } from '../../objects'
import { change, changeFlags, report, strategicPatch } from '../../report'
import { kindOf } from '../../resource-kinds'
import { fetchObjects, insistOnType, readSelections, selectionFlags } from '../../selection'
import { history, undo } from './revisions'
import { status } from './status'

type Action = (call: Call, object: ApiObject) => Promise<void>

/** Only what has replicas can be paused; a DaemonSet has none. */
const unsupported =
  (what: string): Action =>
  (call, object) => {
    const { plural, group } = kindOf(object, call.minor)
    throw new KubectlFailure(
      `error: ${plural}.${group} "${object.metadata.name}" ${what} is not supported`,
    )
  }

const actions: Readonly<Record<string, Action>> = {
  history,
  pause: unsupported('pausing'),
  restart,
  resume: unsupported('resuming'),
  status,
  undo,
}

export const rollout: Verb = {
  name: 'rollout',
  flags: {
    ...selectionFlags,
    ...changeFlags,
    revision: 'value',
    timeout: 'value',
    'to-revision': 'value',
    'watch|w': 'optional',
  },
  async run(call) {
    const [action = '', ...words] = call.line.words
    const act = actions[action]
    if (!act)
      throw new KubectlFailure(
        `error: unknown command ${JSON.stringify(action)}\nSee 'kubectl rollout -h' for help and examples`,
      )
    if (words.length === 0) insistOnType(call, `rollout ${action}`)
    for (const selection of readSelections(call, words))
      for (const object of await fetchObjects(call, selection))
        await call.attempt(() => act(call, object))
  },
}

async function restart(call: Call, object: ApiObject): Promise<void> {
  const restartedAt = new Date(call.context.machine.clock.now()).toISOString().replace(/\.\d+/, '')
  const annotations = { 'kubectl.kubernetes.io/restartedAt': restartedAt }
  const body = { spec: { template: { metadata: { annotations } } } }
  report(
    call,
    await change(call, 'PATCH', object, { contentType: strategicPatch, body }),
    'restarted',
  )
}
