import { type JsonObject } from '../json/json'
import { patched, patchTypes } from '../api/patching/patch'
import { invalidValue, notNegative } from '../api/field-error'
import { invalid, methodNotAllowed } from '../api/status-error'
import { type Deployment, type KubeObject, type LabelSelector, type ReplicaSet } from '../objects'
import { type Resource } from '../resources/resource'
import { structOf } from '../schema/go-types'
import { type Answer, ok } from './answer'
import { managerOf } from './access/identity'
import { bodyText, mediaTypeOf, sentObject } from './request-body'
import { isDryRun } from './request-options'
import { type ResourceRequest } from './resource-request'

type Scalable = Deployment | ReplicaSet

interface Scale extends KubeObject {
  spec: { replicas?: number }
  status: { replicas: number; selector?: string }
}

/** Shows and sets how many replicas there are to be, and nothing else of the object. */
export async function scale(asked: ResourceRequest): Promise<Answer> {
  const { context, route, request, query } = asked
  const resource = route.resource as unknown as Resource<Scalable>
  const place = { namespace: route.namespace, name: route.name! }
  const before = scaleOf(context.api.get(resource, place))
  if (request.method === 'GET') return ok(before)
  const wanted = await sentScale(asked, before)
  const { replicas = 0 } = wanted.spec
  if (replicas < 0) {
    const wrong = invalidValue('spec.replicas', replicas, notNegative)
    throw invalid({ kind: 'Scale', group: 'autoscaling' }, place.name, [wrong])
  }
  const options = { dryRun: isDryRun(query, 'UpdateOptions'), manager: managerOf(request) }
  const change = ({ spec }: Scalable): void => void (spec.replicas = replicas)
  return ok(scaleOf(context.api.modify(resource, place, change, options)))
}

async function sentScale({ request }: ResourceRequest, before: Scale): Promise<Scale> {
  if (request.method === 'PUT')
    return (await sentObject(request, 'Scale')).object as unknown as Scale
  if (request.method !== 'PATCH') throw methodNotAllowed()
  const mediaType = mediaTypeOf(request)
  const struct = mediaType === patchTypes.apply ? undefined : structOf('Scale')
  const body = await bodyText(request)
  return patched(before as unknown as JsonObject, body, mediaType, struct) as unknown as Scale
}

function scaleOf({ metadata, spec, status }: Scalable): Scale {
  const { name, namespace, uid, resourceVersion, creationTimestamp } = metadata
  const selector = selectorText(spec.selector)
  return {
    kind: 'Scale',
    apiVersion: 'autoscaling/v1',
    metadata: { name, namespace, uid, resourceVersion, creationTimestamp } as Scale['metadata'],
    spec: spec.replicas > 0 ? { replicas: spec.replicas } : {},
    status: { replicas: status.replicas ?? 0, ...(selector && { selector }) },
  }
}

/** As a query has it: `a=b,c in (d,e)`. */
function selectorText({ matchLabels = {}, matchExpressions = [] }: LabelSelector): string {
  const forms: Readonly<Record<string, string>> = { In: ' in ', NotIn: ' notin ' }
  return [
    ...Object.entries(matchLabels)
      .sort()
      .map(([key, value]) => `${key}=${value}`),
    ...matchExpressions.map(({ key, operator, values = [] }) =>
      operator in forms
        ? `${key}${forms[operator]}(${values.join(',')})`
        : `${operator === 'Exists' ? '' : '!'}${key}`,
    ),
  ].join(',')
}
