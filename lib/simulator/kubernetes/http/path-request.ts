import { methodNotAllowed, StatusError } from '../api/status-error'
import { type KubernetesRelease } from '../kubernetes-release'
import { type Answer, ok } from './answer'
import { type ApiContext } from './api-context'
import { discovery, rootPaths } from './discovery'
import { health } from './health'
import { isTrue } from './query'

/** Answers what is no resource: version, health, discovery. Throws 404 as a Status for unknown groups. */
export function answerPath(
  { release, advertised }: ApiContext,
  method: string,
  path: string,
  query: URLSearchParams,
): Answer {
  if (method !== 'GET' && method !== 'HEAD') throw methodNotAllowed()
  if (path === '/version' || path === '/version/') return ok(versionOf(release))
  if (/^\/(healthz|livez|readyz)(\/|$)/.test(path)) return healthAnswer(path, query)
  if (path === '/openapi/v2') return emptyOpenApi
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

/** A document without definitions, in protobuf: kubectl then validates nothing instead of failing. */
const emptyOpenApi: Answer = {
  status: 200,
  contentType: 'application/octet-stream',
  body: '\n\u00032.0\u0012\n\n\u0003k8s\u0012\u0003v1.',
}
