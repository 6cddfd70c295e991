import { type IncomingMessage } from 'node:http'
import { methodNotAllowed, pageNotFound, unknownPath } from '../api/status-error'
import { health } from '../discovery/health'
import { innermostPaths, rootPaths } from '../discovery/root-paths'
import { has } from '../release/changes'
import { type KubernetesRelease } from '../release/kubernetes-release'
import { servesV3 } from '../openapi/openapi-v3'
import { type Answer, ok } from './answer'
import { type ApiContext } from './api-context'
import { answerOpenApi, isOpenApi } from './openapi-request'
import { dressFor, insistOnAcceptable } from './negotiation'
import { urlOf } from './request-url'

/** Answers what is no resource: version, health, discovery. Throws 404 as a Status for unknown groups. */
export function answerPath({ release, discovery }: ApiContext, request: IncomingMessage): Answer {
  const { method } = request
  const { pathname: path, searchParams: query } = urlOf(request)
  const healthy = /^\/(healthz|livez|readyz)(\/.|$)/.test(path) && healthAnswer(path, query)
  if (healthy) return healthy
  const isServed = isOpenApi(path) || /^\/((version|api)(\/|$)|apis\/.)/.test(path)
  if (isServed && method !== 'GET') throw methodNotAllowed()
  if (/^\/version\/?$/.test(path)) {
    insistOnAcceptable(request, release.minor, ['application/json', '*/*'])
    return ok(versionOf(release))
  }
  if (path.startsWith('/version/')) throw unknownPath()
  if (isOpenApi(path) && (servesV3(release) || !path.startsWith('/openapi/v3')))
    return answerOpenApi(release, path, request)
  if (path === '/' || path === '/index.html') return ok(rootPaths(discovery))
  if (/^\/apis?(\/|$)/.test(path)) {
    if (!isOfAggregator(path)) insistOnAcceptable(request, release.minor)
    dressFor(request, ['objects'])
    return ok(discovery.answer(path))
  }
  if (has('notFoundIsPlain', release.minor)) throw pageNotFound()
  return { status: 404, body: innermostPaths(discovery) }
}

/** Groups are told by who stands before the API, and refuses in fewer words. */
const isOfAggregator = (path: string): boolean => /^\/apis(\/[^/]+)?\/?$/.test(path)

const healthAnswer = (path: string, query: URLSearchParams): Answer | undefined => {
  const text = health(path, { verbose: query.has('verbose'), exclude: query.getAll('exclude') })
  if (text === undefined) return undefined
  const isSummary = path.split('/').filter(Boolean).length === 1
  return {
    status: 200,
    body: text,
    contentType: 'text/plain; charset=utf-8',
    ...(isSummary && { headers: { 'X-Content-Type-Options': 'nosniff' } }),
  }
}

function versionOf({
  gitVersion,
  minor,
  gitCommit,
  buildDate,
  goVersion,
}: KubernetesRelease): object {
  return {
    major: '1',
    minor: String(minor),
    gitVersion,
    gitCommit,
    gitTreeState: 'clean',
    buildDate,
    goVersion,
    compiler: 'gc',
    platform: 'linux/amd64',
  }
}
