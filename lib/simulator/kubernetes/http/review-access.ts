import { type KubeObject } from '../objects'
import { isAllowed } from './authorize'
import { type Identity } from './identity'
import { type Route } from './route'

interface AccessReview extends KubeObject {
  spec: {
    resourceAttributes?: {
      verb?: string
      group?: string
      resource?: string
      subresource?: string
      namespace?: string
      name?: string
    }
    nonResourceAttributes?: { path?: string; verb?: string }
  }
}

/** `kubectl auth can-i`: the review with its answer filled in. */
export function reviewAccess(body: KubeObject, identity: Identity): object {
  const { resourceAttributes: asked, nonResourceAttributes: path } = (body as AccessReview).spec
  const route: Route = asked
    ? {
        kind: 'unknownResource',
        resource: { plural: asked.resource ?? '', kind: '', group: asked.group ?? '' },
        namespace: asked.namespace,
        name: asked.name,
        subresource: asked.subresource,
      }
    : { kind: 'path', path: path?.path ?? '' }
  const allowed = isAllowed(identity, { verb: asked?.verb ?? path?.verb ?? '', route })
  return { ...body, status: { allowed } }
}
