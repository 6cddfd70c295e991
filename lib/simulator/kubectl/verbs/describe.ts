import type { Call, Verb } from '../call'
import { describeDaemonSet } from '../describe/daemonset'
import { describeNode, type NodeLease } from '../describe/node'
import { describePod } from '../describe/pod'
import { describeService, type EndpointSubset } from '../describe/service'
import { describeSmallKind, hasEvents } from '../describe/small-kinds'
import { KubectlFailure } from '../failure'
import { type DescribedEvent, eventLines } from '../describe/shared-lines'
import { alignTabs } from '../describe/tab-writer'
import type { ApiList, ApiObject } from '../objects'
import { fetchObjects, readSelections, selectionFlags } from '../selection'

/** `kubectl describe`: nodes, pods, DaemonSets and services in full, of other kinds what all objects have; with their events. */
export const describe: Verb = {
  name: 'describe',
  flags: { ...selectionFlags, 'show-events': 'optional' },
  async run(call) {
    insistOnDescribed(call)
    let first = true
    for (const selection of readSelections(call))
      for (const object of await fetchObjects(call, selection)) {
        if (!first) call.write('\n\n')
        first = false
        const withEvents = call.line.is('show-events', true) && hasEvents(object)
        const events = withEvents ? eventLines(await eventsOf(call, object), nowFor(call)) : ''
        call.write(alignTabs((await describeObject(call, object)) + events))
      }
    if (first && call.output().exitCode === 0)
      call.warn(`No resources found in ${call.namespace} namespace.`)
  },
}

function insistOnDescribed({ line }: Call): void {
  if (line.words.length === 0 && line.values('filename').length === 0)
    throw new KubectlFailure(
      'error: You must specify the type of resource to describe. Use "kubectl api-resources" for a complete list of supported resources.',
    )
}

async function describeObject(call: Call, object: ApiObject): Promise<string> {
  const { kind, metadata } = object
  if (kind === 'Pod') return describePod(object, nowFor(call))
  if (kind === 'Node')
    return describeNode(
      object,
      await leaseOf(call, metadata.name),
      await podsOn(call, metadata.name),
      { minor: call.minor, now: nowFor(call) },
    )
  if (kind === 'DaemonSet') {
    const pods = await list(call, `/api/v1/namespaces/${metadata.namespace}/pods`)
    return describeDaemonSet(
      object,
      pods.filter(({ metadata: { ownerReferences } }) =>
        ownerReferences?.some(({ uid }) => uid === metadata.uid),
      ),
    )
  }
  if (kind === 'Service') return describeService(object, await endpointsOf(call, object))
  return describeSmallKind(object, call.minor)
}

/** Ages are counted by the clock of the machine that kubectl runs on. */
const nowFor = ({ context }: Call): number => context.machine.clock.now()

async function leaseOf(call: Call, node: string): Promise<NodeLease | undefined> {
  const leases = await list(call, '/apis/coordination.k8s.io/v1/namespaces/kube-node-lease/leases')
  return leases.find(({ metadata }) => metadata.name === node)?.spec
}

async function endpointsOf(call: Call, { metadata }: ApiObject): Promise<EndpointSubset[]> {
  const found = await list(call, `/api/v1/namespaces/${metadata.namespace}/endpoints`)
  const own = found.find(({ metadata: { name } }) => name === metadata.name)
  return (own as { subsets?: EndpointSubset[] } | undefined)?.subsets ?? []
}

async function podsOn(call: Call, node: string): Promise<ApiObject[]> {
  const selector = `spec.nodeName=${node},status.phase!=Failed,status.phase!=Succeeded`
  return list(call, `/api/v1/pods?${new URLSearchParams({ fieldSelector: selector }).toString()}`)
}

async function eventsOf(call: Call, { kind, metadata }: ApiObject): Promise<DescribedEvent[]> {
  const { name, namespace = 'default' } = metadata
  // kubectl takes a node's name for its uid, so that only the kubelet's own events are found.
  const mirrored = metadata.annotations?.['kubernetes.io/config.mirror']
  const uid = kind === 'Node' ? name : (mirrored ?? metadata.uid)
  const selector = `involvedObject.name=${name},involvedObject.uid=${uid}`
  const query = new URLSearchParams({ fieldSelector: selector }).toString()
  return (await list(
    call,
    `/api/v1/namespaces/${namespace}/events?${query}`,
  )) as unknown as DescribedEvent[]
}

const list = async (call: Call, path: string): Promise<ApiObject[]> =>
  (await call.api.json<ApiList>('GET', path)).items ?? []
