import { pageNotFound, unknownPath } from '../api/status-error'
import { type ServedKind, servedKinds } from './served-kinds'
import { has } from '../release/changes'

interface Group {
  name: string
  versions: { groupVersion: string; version: string }[]
  preferredVersion: { groupVersion: string; version: string }
}

/** What an API server of one version tells of itself: its groups, their kinds, its paths. */
export class Discovery {
  readonly #kinds: readonly ServedKind[]
  readonly #groups: readonly Group[]

  constructor(
    private readonly minor: number,
    /** `ip:port` */
    private readonly serverAddress: string,
  ) {
    this.#kinds = servedKinds(minor)
    this.#groups = groupsOf(this.#kinds)
  }

  /** `/api`, `/apis`, a group, or the kinds of a version. Throws 404 for those that aren't there. */
  answer(path: string): object {
    const [root, ...rest] = path.split('/').filter(Boolean)
    if (root === 'api' && rest.length === 0) {
      const addresses = [{ clientCIDR: '0.0.0.0/0', serverAddress: this.serverAddress }]
      return { kind: 'APIVersions', versions: ['v1'], serverAddressByClientCIDRs: addresses }
    }
    if (rest.length === 0) return { kind: 'APIGroupList', apiVersion: 'v1', groups: this.#groups }
    if (root === 'apis') {
      const group = this.#groups.find(({ name }) => name === rest[0])
      if (!group) throw pageNotFound()
      if (rest.length === 1) return { kind: 'APIGroup', apiVersion: 'v1', ...group }
    }
    return this.#version(root === 'apis', rest.join('/'))
  }

  /** The kind at this place of the API, if this version serves it. */
  find(group: string, version: string, plural: string): ServedKind | undefined {
    return this.#kinds.find(
      (kind) => kind.plural === plural && kind.group === group && kind.version === version,
    )
  }

  isGroup(name: string): boolean {
    return name === '' || this.#groups.some((group) => group.name === name)
  }

  get groupPaths(): string[] {
    return this.#groups.flatMap(({ name, versions }) => [
      `/apis/${name}`,
      ...versions.map(({ groupVersion }) => `/apis/${groupVersion}`),
    ])
  }

  #version(inGroup: boolean, wanted: string): object {
    const served = this.#kinds.filter(
      ({ group, version }) => wanted === (group ? `${group}/${version}` : version),
    )
    if (served.length === 0 || inGroup !== wanted.includes('/')) throw unknownPath()
    return {
      kind: 'APIResourceList',
      ...(inGroup && wanted !== oldest && { apiVersion: 'v1' }),
      groupVersion: wanted,
      resources: served.flatMap((kind) => described(kind, this.minor)),
    }
  }
}

/** Its kinds are told in the form of the core group. */
const oldest = 'extensions/v1beta1'

function groupsOf(kinds: readonly ServedKind[]): Group[] {
  const names = [...new Set(kinds.map(({ group }) => group).filter(Boolean))]
  return names.map((name) => {
    const own = kinds.filter(({ group }) => group === name).map(({ version }) => version)
    const versions = [...new Set(own)].map((version) => ({
      groupVersion: `${name}/${version}`,
      version,
    }))
    return { name, versions, preferredVersion: versions[0]! }
  })
}

function described(kind: ServedKind, minor: number): object[] {
  const { plural, namespaced, verbs, shortNames, categories, storageVersionHash } = kind
  return [
    {
      name: plural,
      singularName: has('singularsAreTold', minor) ? kind.kind.toLowerCase() : '',
      namespaced,
      kind: kind.kind,
      verbs,
      ...(shortNames && { shortNames }),
      ...(categories && { categories }),
      ...(storageVersionHash && { storageVersionHash }),
    },
    ...kind.subresources.map(({ name, group, version, kind: body, verbs: own }) => ({
      name: `${plural}/${name}`,
      singularName: '',
      namespaced,
      ...(group && { group, version }),
      kind: body,
      verbs: own,
    })),
  ]
}
