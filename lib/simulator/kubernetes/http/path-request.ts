import { type IncomingMessage } from 'node:http'
import { methodNotAllowed, StatusError } from '../api/status-error'
import { type KubernetesRelease } from '../kubernetes-release'
import { type Answer, ok } from './answer'
import { type ApiContext } from './api-context'
import { discovery, rootPaths } from './discovery'
import { health } from './health'
import { answerOpenApi, isOpenApi } from './openapi-request'
import { isTrue } from './query'
import { urlOf } from './request-url'

/** Answers what is no resource: version, health, discovery. Throws 404 as a Status for unknown groups. */
export function answerPath({ release, advertised }: ApiContext, request: IncomingMessage): Answer {
  const { method } = request
  const { pathname: path, searchParams: query } = urlOf(request)
  if (method !== 'GET' && method !== 'HEAD') throw methodNotAllowed()
  if (path === '/version' || path === '/version/') return ok(versionOf(release))
  if (/^\/(healthz|livez|readyz)(\/|$)/.test(path)) return healthAnswer(path, query)
  if (isOpenApi(path)) return answerOpenApi(release, path, request)
  if (path === '/') return ok(rootPaths())
  if (/^\/apis?(\/|$)/.test(path)) return ok(discovery(path, advertised))
  return { status: 404, body: rootPaths() }
}

const healthAnswer = (path: string, query: URLSearchParams): Answer => {
  const text = health(path, query.has('verbose') && isTrue(query, 'verbose'))
  if (text === undefined)
    throw new StatusError(404, 'NotFound', 'the server could not find the requested resource', {})
  return { status: 200, body: text, contentType: 'text/plain; charset=utf-8' }
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
