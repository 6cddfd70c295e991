import { selectedLog } from '../../docker/container-log'
import { badRequest } from '../api/status-error'
import { type ContainerStatus, type Pod } from '../objects'
import { pods } from '../resources/pods'
import { type Answer } from './answer'
import { logOptions } from './pod-log-options'
import { isTrue } from './query'
import { type ResourceRequest } from './resource-request'

/**
 * A container's output as the node's kubelet has it: whole, its last `tailLines`, what is not older than `sinceSeconds`
 * or `sinceTime`, the first `limitBytes` of that, with `timestamps`. Throws 400, 422 and 500.
 */
export function podLog({ context, route, query }: ResourceRequest): Answer {
  const { limitBytes, ...selection } = logOptions(query, route.name!, context.clock.now())
  const pod = context.api.get(pods, { namespace: route.namespace, name: route.name! })
  const container = containerAsked(pod, query.get('container'))
  const previous = isTrue(query, 'previous')
  if (previous) insistOnPrevious(pod, container)
  else insistOnStarted(pod, container)

  const lines = context.containerLog(pod, container, previous)
  const text = Buffer.from(selectedLog(lines, selection))
  const body = text.subarray(0, limitBytes)
  return { status: 200, contentType: 'text/plain', body, streamed: true }
}

function containerAsked({ metadata, spec }: Pod, asked: string | null): string {
  const names = spec.containers.map(({ name }) => name)
  const all = [...names, ...(spec.initContainers ?? []).map(({ name }) => name)]
  if (asked) {
    if (all.includes(asked)) return asked
    throw badRequest(`container ${asked} is not valid for pod ${metadata.name}`)
  }
  if (names.length === 1) return names[0]!
  throw badRequest(
    `a container name must be specified for pod ${metadata.name}, choose one of: [${names.join(' ')}]`,
  )
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
