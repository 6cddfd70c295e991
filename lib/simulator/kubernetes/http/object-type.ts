import { badRequest } from '../api/status-error'
import { isServedKind } from '../discovery/served-kinds'
import { type JsonObject } from '../json/json'

/** What a subresource takes that is no resource of its own. */
interface TakenType {
  readonly kind: string
  /** The name of the server's package of its inner form. */
  readonly inner: string
  /** With the group, those that the server knows; the first is meant where none is said. */
  readonly versions: readonly string[]
}

/** Throws 400 for an object that is another. */
export function insistOnType(object: JsonObject, { kind, inner, versions }: TakenType): void {
  const given = object as { kind?: string; apiVersion?: string }
  const { kind: givenKind = kind, apiVersion = versions[0]! } = given
  if (givenKind === kind && versions.includes(apiVersion)) return
  const version = apiVersion.split('/').at(-1)!
  const group = apiVersion.includes('/') ? apiVersion.split('/')[0]! : ''
  const why = isServedKind(group, version, givenKind)
    ? `converting (${version}.${givenKind}) to (${inner}.${kind}): unknown conversion`
    : `no kind "${givenKind}" is registered for version "${apiVersion}" in scheme "k8s.io/kubernetes/pkg/api/legacyscheme/scheme.go:30"`
  throw badRequest(`${givenKind} in version "${version}" cannot be handled as a ${kind}: ${why}`)
}
