import { type Deployment, type KubeObject, type ReplicaSet } from '../../objects'
import { mostReplicas } from './sizes'

const prefix = 'deployment.kubernetes.io'
const revision = `${prefix}/revision`
const history = `${prefix}/revision-history`
const most = `${prefix}/max-replicas`
const desired = `${prefix}/desired-replicas`

/** Which template of its Deployment it is. */
export const revisionOf = ({ metadata }: KubeObject): number =>
  Number(metadata.annotations?.[revision] ?? 0)

/** For how many replicas in all a ReplicaSet was sized; undefined: for none yet. */
export function sizedFor({ metadata }: ReplicaSet): { desired: number; most: number } | undefined {
  const { [desired]: wanted, [most]: limit } = metadata.annotations ?? {}
  return wanted === undefined ? undefined : { desired: Number(wanted), most: Number(limit) }
}

export const desiredAnnotations = (deployment: Deployment): Record<string, string> => ({
  [desired]: String(deployment.spec.replicas),
  [most]: String(mostReplicas(deployment)),
})

/** Adds annotations, and a revision, if it is a newer one; the one before goes into the history. */
export function annotated(
  object: KubeObject,
  more: Readonly<Record<string, string>>,
  newRevision?: number,
): void {
  const before = object.metadata.annotations ?? {}
  const old = revisionOf(object)
  const isNewer = newRevision !== undefined && newRevision > old
  const past = before[history] ? `${before[history]},${old}` : String(old)
  const after = {
    ...before,
    ...more,
    ...(isNewer && { [revision]: String(newRevision) }),
    ...(isNewer && old > 0 && object.kind === 'ReplicaSet' && { [history]: past }),
  }
  if (Object.keys(after).length > 0) object.metadata.annotations = after
}
