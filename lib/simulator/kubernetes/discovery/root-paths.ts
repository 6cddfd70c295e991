import { type Discovery } from './discovery'
import { healthPaths } from './health'

/** What `/` lists. */
export const rootPaths = (discovery: Discovery): { paths: string[] } => ({
  paths: [
    '/.well-known/openid-configuration',
    '/api',
    '/api/v1',
    '/apis',
    '/apis/',
    ...discovery.groupPaths,
    ...healthPaths(),
    '/logs',
    '/metrics',
    '/openapi/v2',
    '/openid/v1/jwks',
    '/version',
  ].sort(),
})

/** What a 404 on a path outside the API lists: the paths of the server that was asked last. */
export const innermostPaths = (discovery: Discovery): { paths: string[] } => ({
  paths: [
    '/apis',
    '/apis/',
    ...discovery.groupPaths.filter((path) => path.startsWith('/apis/apiextensions.k8s.io')),
    ...healthPaths(true),
    '/metrics',
    '/openapi/v2',
    '/version',
  ].sort(),
})
