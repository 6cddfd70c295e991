import { type IncomingMessage } from 'node:http'
import { unknownPath } from '../api/status-error'
import { type KubernetesRelease } from '../release/kubernetes-release'
import { openApiV2 } from '../openapi/openapi-v2'
import { asProtobuf } from '../openapi/openapi-v2-protobuf'
import { openApiV3, openApiV3Index, servesV3 } from '../openapi/openapi-v3'
import { type Answer, ok } from './answer'

export const isOpenApi = (path: string): boolean => /^\/openapi\/v[23](\/|$)/.test(path)

/** Answers `/openapi/v2` in JSON or protobuf, and `/openapi/v3` where the release has it. Throws 404. */
export function answerOpenApi(
  release: KubernetesRelease,
  path: string,
  { headers }: IncomingMessage,
): Answer {
  const [, version, ...rest] = path.split('/').filter(Boolean)
  if (version === 'v2' && rest.length === 0) {
    if (!headers.accept?.includes('proto-openapi.spec.v2')) return ok(openApiV2(release))
    const contentType = 'application/octet-stream'
    return { status: 200, contentType, body: protobufOf(release) }
  }
  if (version !== 'v3' || !servesV3(release)) throw unknownPath()
  return ok(rest.length === 0 ? openApiV3Index(release) : openApiV3(rest.join('/'), release))
}

const protobufs = new Map<string, Buffer>()

/** Made once: kubectl asks for it with nearly every command. */
function protobufOf(release: KubernetesRelease): Buffer {
  const made = protobufs.get(release.gitVersion) ?? asProtobuf(openApiV2(release))
  protobufs.set(release.gitVersion, made)
  return made
}
