export interface ImageReference {
  readonly registry: string
  readonly repository: string
  readonly tag: string
  /** `registry/repository:tag`, nothing left out. */
  readonly full: string
  /** As Docker shows it: `docker.io` and `library/` left out, the tag never. */
  readonly familiar: string
}

/** Splits an image's name as Docker does: `pause` is docker.io/library/pause:latest. */
export function parseReference(reference: string): ImageReference {
  const slash = reference.indexOf('/')
  const first = slash < 0 ? '' : reference.slice(0, slash)
  const hasRegistry = first.includes('.') || first.includes(':') || first === 'localhost'
  const registry = hasRegistry ? first : 'docker.io'
  const path = hasRegistry ? reference.slice(slash + 1) : reference
  const colon = path.lastIndexOf(':')
  const tagged = colon > path.lastIndexOf('/')
  const name = tagged ? path.slice(0, colon) : path
  const tag = tagged ? path.slice(colon + 1) : 'latest'
  const official = registry === 'docker.io' && !name.includes('/')
  const repository = official ? `library/${name}` : name
  const shown = registry === 'docker.io' ? name.replace(/^library\//, '') : `${registry}/${name}`
  return {
    registry,
    repository,
    tag,
    full: `${registry}/${repository}:${tag}`,
    familiar: `${shown}:${tag}`,
  }
}

const reference =
  /^(?:[A-Za-z0-9](?:[\w.-]*[A-Za-z0-9])?(?::\d+)?\/)?[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*(?:\/[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*)*(?::\w[\w.-]{0,127})?(?:@sha256:[0-9a-f]{64})?$/

/** Whether a name says which tag: `registry:5000/pause` does not. */
export const hasTag = (name: string): boolean => /:[^/]*$/.test(name)

/** What it says of a text that is none. */
export const whyNoReference = (text: string): string =>
  `invalid reference format${/[A-Z]/.test(text) && reference.test(text.toLowerCase().replaceAll(' ', '')) ? ': repository name must be lowercase' : ''}`

/** Whether Docker takes it for an image's name at all. */
export const isReference = (text: string): boolean => reference.test(text)
