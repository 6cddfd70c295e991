/** A container image as Docker and Kubernetes name it: `registry:5000/lab/docker-snmp:20261101.01@sha256:…`. */
export interface ImageReference {
  /** `docker.io` is not filled in: undefined where none is written. */
  readonly registry: string | undefined
  readonly repository: string
  readonly tag: string | undefined
  readonly digest: string | undefined
}

/** A first part with a dot, a port or the name localhost is a registry; any other belongs to the repository. */
const registry =
  /^(?:localhost|\[[\da-fA-F:]+\]|[a-zA-Z\d-]+(?:\.[a-zA-Z\d-]+)*)(?::(?<port>\d+))?$/
const component = /^[a-z\d]+(?:(?:\.|_|__|-+)[a-z\d]+)*$/
const tagForm = /^\w[\w.-]{0,127}$/
const digestForm = /^sha256:[a-f\d]{64}$/

/** Undefined where the text is no image reference: `whatIsWrongWithImage` says why. */
export function imageReference(text: string): ImageReference | undefined {
  return whatIsWrongWithImage(text) === undefined ? split(text) : undefined
}

/** Completes "The image X …"; undefined where nothing is wrong. The rules are those of Docker's own reference grammar. */
export function whatIsWrongWithImage(text: string): string | undefined {
  if (/^\w+:\/\//.test(text)) return 'is a URL; write registry/repository:tag, without a scheme'
  if (/\s/.test(text)) return 'has a blank in it; write registry/repository:tag'
  const { registry: host, repository, tag, digest } = split(text)
  const port = Number(host && (registry.exec(host)?.groups?.['port'] ?? 1))
  if (host !== undefined && (!registry.test(host) || port < 1 || port > 65_535))
    return `names no registry by "${host}"; write it like 10.250.0.1:5000`
  const wrong = repository.split('/').find((part) => !component.test(part))
  if (wrong !== undefined)
    return `has no repository that Docker allows ("${wrong}"); small letters, digits, and . _ - between them`
  if (repository.length > 255) return 'has a repository of more than 255 characters'
  if (tag !== undefined && !tagForm.test(tag))
    return `has no tag that Docker allows ("${tag}"); letters, digits, _ . and - only, 128 at most`
  if (digest !== undefined && !digestForm.test(digest))
    return `has no digest that Docker allows ("${digest}"); write sha256: and 64 hexadecimal digits`
  return undefined
}

function split(text: string): ImageReference {
  const at = text.indexOf('@')
  const [named, digest] = at < 0 ? [text] : [text.slice(0, at), text.slice(at + 1)]
  const slash = named.indexOf('/')
  const first = named.slice(0, slash)
  const hasRegistry = slash > 0 && (/[.:[]/.test(first) || first === 'localhost')
  const rest = hasRegistry ? named.slice(slash + 1) : named
  const colon = rest.indexOf(':')
  return {
    registry: hasRegistry ? first : undefined,
    repository: colon < 0 ? rest : rest.slice(0, colon),
    tag: colon < 0 ? undefined : rest.slice(colon + 1),
    digest,
  }
}
