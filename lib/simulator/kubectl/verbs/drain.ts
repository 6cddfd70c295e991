import { ApiRefusal } from '../api-refusal'
import type { Call, Verb } from '../call'
import { KubectlFailure } from '../failure'
import { isNotFound } from '../not-found'
import type { ApiList, ApiObject } from '../objects'
import { parseDuration, untilTrue } from '../polling'
import { objectPath, resourceKind } from '../resource-kinds'
import { changeFlags, dryRunOf, dryRunSuffix } from '../report'
import { selectionFlags } from '../selection'
import { cordonNode, nodesNamed } from './cordon'

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

async function choosePods(call: Call, node: string): Promise<ApiObject[]> {
  const query = `fieldSelector=${encodeURIComponent(`spec.nodeName=${node}`)}`
  const { items = [] } = await call.api.json<ApiList>('GET', `/api/v1/pods?${query}`)
  const onNode = items.filter((pod) => !pod.metadata.annotations?.['kubernetes.io/config.mirror'])
  const ofDaemonSets = onNode.filter(isOfDaemonSet)
  if (ofDaemonSets.length > 0) sayOfDaemonSets(call, node, ofDaemonSets)
  return onNode.filter((pod) => !isOfDaemonSet(pod))
}

function sayOfDaemonSets(call: Call, node: string, found: ApiObject[]): void {
  const names = found.map(({ metadata }) => `${metadata.namespace}/${metadata.name}`).join(', ')
  if (call.line.is('ignore-daemonsets'))
    return call.warn(
      `${call.minor < 24 ? 'WARNING' : 'Warning'}: ignoring DaemonSet-managed Pods: ${names}`,
    )
  const why = `cannot delete DaemonSet-managed Pods (use --ignore-daemonsets to ignore): ${names}`
  const pending = `There are pending nodes to be drained:\n ${node}\n`
  if (call.minor >= 23)
    throw new KubectlFailure(
      `error: unable to drain node "${node}" due to error:${why}, continuing command...\n${pending}${why}`,
    )
  if (call.minor >= 21) call.warn(drainWarning)
  throw new KubectlFailure(
    `error: unable to drain node "${node}", aborting command...\n\n${pending}error: ${why}`,
  )
}

const drainWarning = [
  'DEPRECATED WARNING: Aborting the drain command in a list of nodes will be deprecated in v1.23.',
  'The new behavior will make the drain command go through all nodes even if one or more nodes failed during the drain.',
  'For now, users can try such experience via: --ignore-errors',
].join('\n')

const isOfDaemonSet = ({ metadata }: ApiObject): boolean =>
  (metadata.ownerReferences ?? []).some(
    ({ kind, controller }) => kind === 'DaemonSet' && controller,
  )

async function evict(
  call: Call,
  { metadata: { name, namespace = 'default' } }: ApiObject,
): Promise<void> {
  call.print(`evicting pod ${namespace}/${name}`)
  try {
    await call.api.json('POST', `${objectPath(pods, namespace, name)}/eviction`, {
      body: { apiVersion: 'policy/v1beta1', kind: 'Eviction', metadata: { name, namespace } },
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
