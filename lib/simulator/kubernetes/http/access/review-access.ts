import { badRequest } from '../../api/status-error'
import { type KubeObject } from '../../objects'
import { isAllowed, type Lookups } from './authorize'
import { type Identity } from './identity'
import { type Route } from '../route'

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

interface RulesReview extends KubeObject {
  spec: { namespace?: string }
}

type Review = (body: KubeObject, identity: Identity, access: Lookups) => object

/** Reviews, by their kinds, with their answers filled in; they are never kept. */
export const reviews: Readonly<Record<string, Review>> = {
  SelfSubjectAccessReview: reviewAccess,
  SelfSubjectRulesReview: reviewRules,
  SelfSubjectReview: reviewIdentity,
}

/** `kubectl auth can-i`. */
function reviewAccess(body: KubeObject, identity: Identity, access: Lookups): object {
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
  const allowed = isAllowed(identity, { verb: asked?.verb ?? path?.verb ?? '', route }, access)
  return { ...body, status: { allowed } }
}

/** `kubectl auth whoami`. */
function reviewIdentity(body: KubeObject, { user, groups }: Identity): object {
  return { ...body, status: { userInfo: { username: user, groups } } }
}

/** `kubectl auth can-i --list`: what roles allow in a namespace. */
function reviewRules(body: KubeObject, identity: Identity, { rulesOf }: Lookups): object {
  const { namespace } = (body as RulesReview).spec
  if (!namespace) throw badRequest('no namespace on request')
  const rules = rulesOf(identity, namespace)
  return {
    ...body,
    status: {
      resourceRules: rules
        .filter(({ resources = [] }) => resources.length > 0)
        .map(({ verbs, apiGroups, resources, resourceNames }) => ({
          verbs,
          apiGroups,
          resources,
          ...(resourceNames && { resourceNames }),
        })),
      nonResourceRules: rules
        .filter(({ nonResourceURLs = [] }) => nonResourceURLs.length > 0)
        .map(({ verbs, nonResourceURLs }) => ({ verbs, nonResourceURLs })),
      incomplete: false,
    },
  }
}
