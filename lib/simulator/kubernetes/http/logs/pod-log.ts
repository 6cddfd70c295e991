import { selectedLog } from '../../../docker/container/container-log'
import { badRequest } from '../../api/status-error'
import { type ContainerStatus, type Pod } from '../../objects'
import { pods } from '../../resources/pods'
import { type Answer } from '../answer'
import { containerAsked } from '../container-asked'
import { streamLog } from './log-stream'
import { logOptions } from './pod-log-options'
import { insistOnNode } from '../pod-node'
import { isTrue } from '../query'
import { type ResourceRequest } from '../resource-request'

/**
 * A container's output as the node's kubelet has it: whole, its last `tailLines`, what is not older than `sinceSeconds`
 * or `sinceTime`, the first `limitBytes` of that, with `timestamps`; with `follow` what is written after that, too.
 * Throws 400, 422 and 500.
 */
export function podLog({ context, route, query }: ResourceRequest): Answer {
  const { limitBytes, ...selection } = logOptions(query, route.name!, context.clock.now())
  const pod = context.api.get(pods, { namespace: route.namespace, name: route.name! })
  const container = containerAsked(pod, query.get('container'))
  if (!pod.spec.nodeName) return nothingYet
  insistOnNode(context.api, pod)
  const previous = isTrue(query, 'previous')
  if (previous) insistOnPrevious(pod, container)
  else insistOnStarted(pod, container)

  const { uid = '', namespace, name } = pod.metadata
  const served = context.nodeServers.ask(
    pod,
    (kubelet) => kubelet.log(uid, container, previous),
    (address, why) =>
      `Get "https://${address}/containerLogs/${namespace}/${name}/${container}${passedOn(query)}": ${why}`,
  )
  const answer = { status: 200, contentType: 'text/plain', streamed: true }
  if (isTrue(query, 'follow'))
    return {
      ...answer,
      body: '',
      goesOn: (response) => void streamLog(response, served, selection, limitBytes),
    }
  const text = Buffer.from(selectedLog(served.log.lines, selection))
  return { ...answer, body: text.subarray(0, limitBytes) }
}

/** A pod that is on no node has said nothing. */
const nothingYet: Answer = { status: 204, body: '' }

/** What of a query the kubelet is asked as well, by name; switches only where they are on. */
function passedOn(query: URLSearchParams): string {
  const on = ['follow', 'previous', 'timestamps'].filter((name) => isTrue(query, name))
  const given = ['limitBytes', 'sinceSeconds', 'sinceTime', 'tailLines'].filter((name) => query.get(name)) // prettier-ignore
  const passed = new URLSearchParams([
    ...on.map((name): [string, string] => [name, 'true']),
    ...given.map((name): [string, string] => [name, query.get(name)!]),
  ])
  passed.sort()
  return passed.size > 0 ? `?${passed.toString()}` : ''
}

function insistOnPrevious({ metadata, status }: Pod, container: string): void {
  const found = statusesOf(status).find(({ name }) => name === container)
  if (found?.lastState.terminated?.containerID) return
  throw badRequest(
    `previous terminated container "${container}" in pod "${metadata.name}" not found`,
  )
}

function insistOnStarted({ metadata, status }: Pod, container: string): void {
  const found = statusesOf(status).find(({ name }) => name === container)
  if (found?.containerID) return
  const why =
    explanations[found?.state.waiting?.reason ?? ''] ??
    'is waiting to start: ' + (found?.state.waiting?.reason ?? 'ContainerCreating')
  throw badRequest(`container "${container}" in pod "${metadata.name}" ${why}`)
}

const statusesOf = (status: Pod['status']): ContainerStatus[] => [
  ...(status.containerStatuses ?? []),
  ...(status.initContainerStatuses ?? []),
]

const explanations: Readonly<Record<string, string>> = {
  ErrImagePull: "is waiting to start: image can't be pulled",
  ImagePullBackOff: 'is waiting to start: trying and failing to pull image',
}
