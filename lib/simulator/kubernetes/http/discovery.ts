import { unknownPath } from '../api/status-error'
import { resources } from '../resources/catalogue'
import { groupVersion, type Resource } from '../resources/resource'

/** `/api`, `/apis`, and the resources of one group version. Throws 404 for groups that aren't there. */
export function discovery(path: string, serverAddress: string): object {
  const parts = path.split('/').filter(Boolean)
  if (path === '/api' || path === '/api/') {
    const addresses = [{ clientCIDR: '0.0.0.0/0', serverAddress }]
    return { kind: 'APIVersions', versions: ['v1'], serverAddressByClientCIDRs: addresses }
  }
  if (path === '/apis' || path === '/apis/')
    return { kind: 'APIGroupList', apiVersion: 'v1', groups: groups() }
  if (parts[0] === 'apis' && parts.length === 2) {
    const group = groups().find(({ name }) => name === parts[1])
    if (group) return { kind: 'APIGroup', apiVersion: 'v1', ...group }
  }
  const wanted = parts[0] === 'api' ? parts[1] : parts.slice(1).join('/')
  const served = resources.filter((resource) => groupVersion(resource) === wanted)
  if (served.length === 0) throw unknownPath()
  return {
    kind: 'APIResourceList',
    ...(parts[0] === 'apis' && { apiVersion: 'v1' }),
    groupVersion: wanted,
    resources: served.flatMap(described),
  }
}

/** What `/` lists, and what a 404 on an unknown path lists. */
export const rootPaths = (): { paths: string[] } => {
  const served = groups().flatMap(({ name, versions }) => [
    `/apis/${name}`,
    ...versions.map(({ groupVersion }) => `/apis/${groupVersion}`),
  ])
  return {
    paths: [
      '/api',
      '/api/v1',
      '/apis',
      '/apis/',
      ...served.sort(),
      '/healthz',
      '/livez',
      '/openapi/v2',
      '/readyz',
      '/version',
    ],
  }
}

interface Group {
  name: string
  versions: { groupVersion: string; version: string }[]
  preferredVersion: { groupVersion: string; version: string }
}

function groups(): Group[] {
  const names = new Map(
    resources.filter(({ group }) => group).map((resource) => [resource.group, resource]),
  )
  return [...names.values()].map((resource) => {
    const served = { groupVersion: groupVersion(resource), version: resource.version }
    return { name: resource.group, versions: [served], preferredVersion: served }
  })
}

function described({
  plural,
  kind,
  namespaced,
  verbs,
  shortNames,
  categories,
  storageVersionHash,
  subresources = [],
}: Resource): object[] {
  return [
    {
      name: plural,
      singularName: '',
      namespaced,
      kind,
      verbs,
      ...(shortNames && { shortNames }),
      ...(categories && { categories }),
      ...(storageVersionHash && { storageVersionHash }),
    },
    ...subresources.map(({ name, kind: bodyKind, verbs: own }) => ({
      name: `${plural}/${name}`,
      singularName: '',
      namespaced,
      kind: bodyKind,
      ...(bodyKind === 'Eviction' && { group: 'policy', version: 'v1' }),
      verbs: own,
    })),
  ]
}
