import { unknownPath } from '../api/status-error'
import { type Resource } from '../resources/resource'
import { type Answer } from './answer'
import { bind } from './binding'
import { podLog } from './logs/pod-log'
import { evict } from './eviction'
import { dressFor } from './negotiation'
import { type ResourceRequest } from './resource-request'
import { scale } from './scale'
import { podAttach, podExec } from './streams/pod-command'
import { podPortForward } from './streams/pod-port-forward'

/** Subresources that show and take the whole object. */
export const isObjectView = (subresource: string): boolean =>
  ['status', 'approval', 'finalize'].includes(subresource)

type Subresource = (asked: ResourceRequest) => Answer | undefined | Promise<Answer>

/** What pods have besides. */
const ofPods: Readonly<Record<string, Subresource>> = {
  log: podLog,
  exec: podExec,
  attach: podAttach,
  portforward: podPortForward,
  binding: bind,
  eviction: evict,
}

/** Who connects to a container says nothing of what it accepts. */
const streams = new Set(['exec', 'attach', 'portforward'])

const ofScalable: Readonly<Record<string, Subresource>> = { scale }

const subresourcesOf = ({ kind }: Pick<Resource, 'kind'>): Readonly<Record<string, Subresource>> =>
  kind === 'Pod' ? ofPods : kind === 'Deployment' || kind === 'ReplicaSet' ? ofScalable : {}

export const hasSubresource = (resource: Resource, name: string): boolean =>
  !resource.lifeless && (isObjectView(name) || name in subresourcesOf(resource))

/** Answers what a kind has besides its objects: `log`, `exec`, `binding`, `eviction`, `scale` and so on. */
export async function answerSubresource(asked: ResourceRequest): Promise<Answer | undefined> {
  const { subresource = '', resource } = asked.route
  const answer = subresourcesOf(resource)[subresource]
  if (!answer) throw unknownPath()
  if (!streams.has(subresource)) dressFor(asked.request, ['objects', 'metadata'])
  return answer(asked)
}
