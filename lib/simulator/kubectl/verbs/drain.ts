import { ApiRefusal } from '../api-connection'
import type { Call, Verb } from '../call'
import { KubectlFailure } from '../failure'
import { isNotFound } from '../not-found'
import type { ApiList, ApiObject } from '../objects'
import { parseDuration, untilTrue } from '../polling'
import { objectPath, resourceKind } from '../resource-kinds'
import { cordonNode } from './cordon'

const pods = resourceKind('pods')

export const drain: Verb = {
  name: 'drain',
  flags: {
    'ignore-daemonsets': 'switch',
    force: 'switch',
    'delete-local-data': 'switch',
    'delete-emptydir-data': 'switch',
    'disable-eviction': 'switch',
    'grace-period': 'value',
    timeout: 'value',
  },
  async run(call) {
    const [name] = call.line.words
    if (!name) throw new KubectlFailure('error: USAGE: drain NODE [flags]')
    await cordonNode(call, name, true)
    const evictable = await choosePods(call, name)
    for (const pod of evictable) await evict(call, pod)
    for (const pod of evictable) await gone(call, pod)
    call.print(`node/${name} drained`)
  },
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
    return call.warn(`WARNING: ignoring DaemonSet-managed Pods: ${names}`)
  throw new KubectlFailure(
    `error: unable to drain node "${node}", aborting command...\n\nThere are pending nodes to be drained:\n ${node}\nerror: cannot delete DaemonSet-managed Pods (use --ignore-daemonsets to ignore): ${names}`,
  )
}

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
