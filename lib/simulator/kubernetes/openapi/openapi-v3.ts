import { type JsonObject } from '../json/json'
import { unknownPath } from '../api/status-error'
import { type KubernetesRelease } from '../release/kubernetes-release'
import { resourcesServed } from '../resources/catalogue'
import { groupVersion, type Resource } from '../resources/resource'
import { definitionsOf } from './definitions'
import { type Operation, parameterObjects, pathsOf, patchBodies } from './paths'
import { has } from '../release/changes'

/** Kubernetes serves version 3 since 1.24. */
export const servesV3 = ({ minor }: KubernetesRelease): boolean => has('OpenAPIV3', minor)

/** `/openapi/v3`: where each group version has its own document. */
export const openApiV3Index = ({ gitVersion, minor }: KubernetesRelease): JsonObject => ({
  paths: Object.fromEntries(
    [...new Set(resourcesServed(minor).map(rootOf))].map((root) => [
      root,
      { serverRelativeURL: `/openapi/v3/${root}?hash=${gitVersion}` },
    ]),
  ),
})

/** The document of one group version, such as `apis/apps/v1`. Throws 404. */
export function openApiV3(root: string, { gitVersion, minor }: KubernetesRelease): JsonObject {
  const served = resourcesServed(minor).filter((resource) => rootOf(resource) === root)
  if (served.length === 0) throw unknownPath()
  return {
    openapi: '3.0.0',
    info: { title: 'Kubernetes', version: gitVersion },
    paths: Object.fromEntries(
      Object.entries(pathsOf(served, minor)).map(([path, methods]) => [
        path,
        Object.fromEntries(
          Object.entries(methods).map(([method, operation]) => [
            method,
            described(method, operation),
          ]),
        ),
      ]),
    ),
    components: { schemas: definitionsOf(served, '#/components/schemas/') },
  }
}

const rootOf = (resource: Resource): string =>
  resource.group ? `apis/${groupVersion(resource)}` : `api/${resource.version}`

function described(method: string, { action, kind, parameters }: Operation): JsonObject {
  const content = Object.fromEntries(patchBodies.map((type) => [type, {}]))
  return {
    parameters: parameterObjects(parameters, (type) => ({ schema: { type, uniqueItems: true } })),
    ...(method === 'patch' && { requestBody: { content } }),
    responses: { '200': { description: 'OK' }, '401': { description: 'Unauthorized' } },
    'x-kubernetes-action': action,
    'x-kubernetes-group-version-kind': kind,
  }
}
