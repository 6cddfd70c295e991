import { type KubeObject } from '../objects'
import { findResource } from '../resources/catalogue'
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
  const resource = asked && findResource(asked.group ?? '', 'v1', asked.resource ?? '')
  const route: Route = resource
    ? {
        kind: 'resource',
        resource,
        namespace: asked.namespace,
        name: asked.name,
        subresource: asked.subresource,
        watchPath: false,
      }
    : { kind: 'path', path: path?.path ?? '' }
  const allowed = isAllowed(identity, { verb: asked?.verb ?? path?.verb ?? '', route })
  return { ...body, status: { allowed } }
}
