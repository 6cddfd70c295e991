import type { Call, Verb } from '../call'
import { inColumns } from '../../go/columns'
import { KubectlFailure } from '../failure'

interface Resource {
  readonly name: string
  readonly kind: string
  readonly namespaced: boolean
  readonly shortNames?: readonly string[]
  readonly verbs: readonly string[]
  readonly group: string
  readonly version: string
}

/** Every group version that the server has, a group's preferred one first. */
async function groupVersions(call: Call): Promise<string[]> {
  const core = await call.api.json<{ versions: string[] }>('GET', '/api')
  const { groups } = await call.api.json<{
    groups: { versions: { groupVersion: string }[] }[]
  }>('GET', '/apis')
  return [...core.versions, ...groups.flatMap((g) => g.versions.map((v) => v.groupVersion))]
}

export const apiVersions: Verb = {
  name: 'api-versions',
  flags: {},
  async run(call) {
    for (const version of (await groupVersions(call)).sort()) call.print(version)
  },
}

export const apiResources: Verb = {
  name: 'api-resources',
  flags: {
    'api-group': 'value',
    cached: 'switch',
    namespaced: 'optional',
    'no-headers': 'switch',
    'output|o': 'value',
    'sort-by': 'value',
    verbs: 'value',
  },
  async run(call) {
    const resources = (await resourcesOf(call)).filter((resource) => isWanted(call, resource))
    const format = call.line.value('output') ?? ''
    if (format === 'name') return resources.forEach((resource) => call.print(fullName(resource)))
    if (format !== '' && format !== 'wide')
      throw new KubectlFailure(`error: --output ${format} is not available`)
    const headers = ['NAME', 'SHORTNAMES', 'APIVERSION', 'NAMESPACED', 'KIND']
    const wide = format === 'wide'
    const rows = resources.map((resource) => rowOf(resource, wide, call.minor))
    const shown = call.line.is('no-headers') ? [] : [[...headers, ...(wide ? ['VERBS'] : [])]]
    call.write(inColumns([...shown, ...rows]))
  },
}

async function resourcesOf(call: Call): Promise<Resource[]> {
  const found: Resource[] = []
  const isFound = (group: string, name: string): boolean =>
    found.some((each) => each.group === group && each.name === name)
  for (const groupVersion of await groupVersions(call)) {
    const root = groupVersion.includes('/') ? '/apis' : '/api'
    const list = await call.api.json<{ resources: Resource[] }>('GET', `${root}/${groupVersion}`)
    const [group = '', version = group] = groupVersion.split('/')
    for (const resource of list.resources)
      if (!resource.name.includes('/') && !isFound(group, resource.name))
        found.push({ ...resource, group: groupVersion.includes('/') ? group : '', version })
  }
  const key = ({ group, name }: Resource): string => `${group}\0${name}`
  const sortBy = call.line.value('sort-by') as 'name' | 'kind' | undefined
  return found.sort((a, b) => (sortBy ? compare(a[sortBy], b[sortBy]) : compare(key(a), key(b))))
}

const compare = (a: string, b: string): number => (a < b ? -1 : Number(a > b))

function isWanted({ line }: Call, { group, namespaced, verbs }: Resource): boolean {
  const wanted = line.value('api-group')
  if (wanted !== undefined && wanted !== group) return false
  if (line.value('namespaced') !== undefined && line.is('namespaced') !== namespaced) return false
  return (line.value('verbs') ?? '')
    .split(',')
    .filter(Boolean)
    .every((verb) => verbs.includes(verb))
}

const fullName = ({ name, group }: Resource): string => (group ? `${name}.${group}` : name)

function rowOf(resource: Resource, wide: boolean, minor: number): string[] {
  const { name, shortNames = [], group, version, namespaced, kind, verbs } = resource
  return [
    name,
    shortNames.join(','),
    group ? `${group}/${version}` : version,
    String(namespaced),
    kind,
    ...(wide ? [minor < 26 ? `[${verbs.join(' ')}]` : verbs.join(',')] : []),
  ]
}
