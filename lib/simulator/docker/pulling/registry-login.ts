/** User name and password for one registry. */
export interface RegistryLogin {
  readonly username: string
  readonly password: string
}

/** What `docker login` writes and a pull secret (kubernetes.io/dockerconfigjson) carries. */
export interface DockerConfig {
  readonly auths?: Readonly<
    Record<
      string,
      { readonly auth?: string; readonly username?: string; readonly password?: string }
    >
  >
}

/** The login that a config has for a registry, named as `docker login` names it or by a URL of it. */
export function loginFor(config: DockerConfig, registry: string): RegistryLogin | undefined {
  const wanted = registry === 'docker.io' ? 'index.docker.io' : registry
  const [, entry] = Object.entries(config.auths ?? {}).find(([key]) => hostOf(key) === wanted) ?? []
  if (!entry) return undefined
  if (entry.auth) {
    const text = Buffer.from(entry.auth, 'base64').toString()
    const colon = text.indexOf(':')
    return { username: text.slice(0, colon), password: text.slice(colon + 1) }
  }
  return entry.username === undefined
    ? undefined
    : { username: entry.username, password: entry.password ?? '' }
}

/** Reads a config file; undefined where it is none. */
export function parseDockerConfig(text: string): DockerConfig | undefined {
  try {
    const parsed: unknown = JSON.parse(text)
    return typeof parsed === 'object' && parsed !== null ? parsed : undefined
  } catch {
    return undefined
  }
}

export const encodedLogin = ({ username, password }: RegistryLogin): string =>
  Buffer.from(`${username}:${password}`).toString('base64')

const hostOf = (key: string): string => key.replace(/^https?:\/\//, '').replace(/\/.*$/, '')
