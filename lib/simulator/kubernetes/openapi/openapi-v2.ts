import { type JsonObject } from '../json/json'
import { type KubernetesRelease } from '../release/kubernetes-release'
import { resourcesServed } from '../resources/catalogue'
import { definitionsOf } from './definitions'
import { type Operation, parameterObjects, pathsOf } from './paths'

/** The document of `/openapi/v2`: what is served, kind by kind and path by path. */
export const openApiV2 = ({ gitVersion, minor }: KubernetesRelease): JsonObject => ({
  swagger: '2.0',
  info: { title: 'Kubernetes', version: gitVersion },
  paths: Object.fromEntries(
    Object.entries(pathsOf(resourcesServed(minor), minor)).map(([path, methods]) => [
      path,
      Object.fromEntries(
        Object.entries(methods).map(([method, operation]) => [method, described(operation)]),
      ),
    ]),
  ),
  definitions: definitionsOf(resourcesServed(minor), '#/definitions/'),
})

const described = ({ action, kind, parameters }: Operation): JsonObject => ({
  parameters: parameterObjects(parameters, (type) => ({ type, uniqueItems: true })),
  responses: { '200': { description: 'OK' }, '401': { description: 'Unauthorized' } },
  'x-kubernetes-action': action,
  'x-kubernetes-group-version-kind': kind,
})
