import { ApiRefusal } from '../api-refusal'
import type { Call, Verb } from '../call'
import { KubectlFailure } from '../failure'
import { isNotFound } from '../not-found'
import type { ApiObject } from '../objects'
import { parseDuration, untilTrue } from '../polling'
import { objectPath, resourceKind } from '../resource-kinds'
import { changeFlags, dryRunOf, dryRunSuffix } from '../report'
import { selectionFlags } from '../selection'
import { cordonNode, nodesNamed } from './cordon'
import { drainedPods } from './drained-pods'

const pods = resourceKind('pods')

export const drain: Verb = {
  name: 'drain',
  flags: {
    ...selectionFlags,
    ...changeFlags,
    'ignore-errors': 'switch',
    'pod-selector': 'value',
    'skip-wait-for-delete-timeout': 'value',
    'chunk-size': 'value',
    'ignore-daemonsets': 'switch',
    force: 'switch',
    'delete-local-data': 'switch',
    'delete-emptydir-data': 'switch',
    'disable-eviction': 'switch',
    'grace-period': 'value',
    timeout: 'value',
  },
  async run(call) {
    for (const name of await nodesNamed(call, 'drain'))
      await drainNode(call, name.replace(/^nodes?\//, ''))
  },
}

async function drainNode(call: Call, name: string): Promise<void> {
  await cordonNode(call, name, true)
  const evictable = await choosePods(call, name)
  const dry = dryRunOf(call)
  if (dry === 'none') {
    for (const pod of evictable) await evict(call, pod)
    for (const pod of evictable) await gone(call, pod)
  }
  // 1.20 says of an emptied node what it says of a pod, where a pod had to go.
  const done = call.minor === 20 && evictable.length > 0 ? 'evicted' : 'drained'
  call.print(`node/${name} ${done}${dryRunSuffix(call)}`)
}

/** Tells what is ignored and what is lost. Throws where a pod may not be deleted: then none is. */
async function choosePods(call: Call, node: string): Promise<readonly ApiObject[]> {
  const { toEvict, warnings, obstacles } = await drainedPods(call, node)
  if (obstacles.length > 0) throw refusal(call, node, obstacles)
  if (warnings.length > 0)
    call.warn(`${call.minor < 24 ? 'WARNING' : 'Warning'}: ${warnings.join('; ')}`)
  return toEvict
}

function refusal(call: Call, node: string, obstacles: readonly string[]): KubectlFailure {
  const [why = ''] = obstacles
  const all = obstacles.join('\n')
  const pending = `There are pending nodes to be drained:\n ${node}\n`
  if (call.minor >= 23) {
    const listed = obstacles.length > 1 ? `[${obstacles.join(', ')}]` : why
    return new KubectlFailure(
      `error: unable to drain node "${node}" due to error:${listed}, continuing command...\n${pending}${all}`,
    )
  }
  if (call.minor >= 21) call.warn(drainWarning)
  return new KubectlFailure(
    `error: unable to drain node "${node}", aborting command...\n\n${pending}${obstacles.length > 1 ? all : `error: ${why}`}`,
  )
}

const drainWarning = [
  'DEPRECATED WARNING: Aborting the drain command in a list of nodes will be deprecated in v1.23.',
  'The new behavior will make the drain command go through all nodes even if one or more nodes failed during the drain.',
  'For now, users can try such experience via: --ignore-errors',
].join('\n')

async function evict(
  call: Call,
  { metadata: { name, namespace = 'default' } }: ApiObject,
): Promise<void> {
  call.print(`evicting pod ${namespace}/${name}`)
  const gracePeriodSeconds = Number(call.line.value('grace-period') ?? -1)
  const deleteOptions = gracePeriodSeconds >= 0 ? { deleteOptions: { gracePeriodSeconds } } : {}
  try {
    await call.api.json('POST', `${objectPath(pods, namespace, name)}/eviction`, {
      body: {
        apiVersion: 'policy/v1beta1',
        kind: 'Eviction',
        metadata: { name, namespace },
        ...deleteOptions,
      },
    })
  } catch (error) {
    if (!(error instanceof ApiRefusal && error.httpStatus === 404)) throw error
  }
}

async function gone(
  call: Call,
  { metadata: { name, namespace = 'default', uid } }: ApiObject,
): Promise<void> {
  await untilTrue(call, parseDuration(call.line.value('timeout')), async () => {
    try {
      const path = objectPath(pods, namespace, name)
      return (await call.api.json<ApiObject>('GET', path)).metadata.uid !== uid
    } catch (error) {
      if (isNotFound(error)) return true
      throw error
    }
  })
  call.print(`pod/${name} evicted`)
}
