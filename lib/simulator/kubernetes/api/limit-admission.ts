import { type LimitRange, type Pod, type PodContainer, type Quantities } from '../objects'
import { limitranges } from '../resources/limit-ranges'
import { type AdmissionContext } from '../resources/resource'
import { amountOf, canonicalQuantity } from '../schema/quantity'

const annotation = 'kubernetes.io/limit-ranger'

type Resources = NonNullable<PodContainer['resources']>

/** Of a namespace, in the order of their names: all have their say. */
const rangesOf = ({ list }: Pick<AdmissionContext, 'list'>, namespace = ''): LimitRange[] =>
  (list(limitranges) as LimitRange[]).filter(({ metadata }) => metadata.namespace === namespace)

/** Gives the containers of a new pod what its namespace's limit ranges give to those that ask for nothing. */
export function giveDefaults({ metadata, spec }: Pod, context: AdmissionContext): void {
  for (const range of rangesOf(context, metadata.namespace)) {
    const items = (range.spec.limits ?? []).filter(({ type }) => type === 'Container')
    const given: Resources = {
      limits: Object.assign({}, ...items.map((item) => item.default)) as Quantities,
      requests: Object.assign({}, ...items.map((item) => item.defaultRequest)) as Quantities,
    }
    const said = [
      ...spec.containers.flatMap((container) => merge(container, given, 'container')),
      ...(spec.initContainers ?? []).flatMap((one) => merge(one, given, 'init container')),
    ]
    if (said.length === 0) continue
    const text = `LimitRanger plugin set: ${said.join('; ')}`
    metadata.annotations = { ...metadata.annotations, [annotation]: text }
  }
}

function merge(container: PodContainer, given: Resources, what: string): string[] {
  const resources = (container.resources ??= {})
  const set = (kind: 'requests' | 'limits', word: string): string[] => {
    const own = resources[kind] ?? {}
    const missing = Object.keys(given[kind] ?? {}).filter((name) => !(name in own))
    if (missing.length === 0) return []
    resources[kind] = { ...given[kind], ...own }
    return [`${missing.sort().join(', ')} ${word} for ${what} ${container.name}`]
  }
  return [...set('requests', 'request'), ...set('limits', 'limit')]
}

/** Throws what `refuse` makes of all that a namespace's first limit range to disagree has against a pod (plugin LimitRanger, 1.20). */
export function insistOnLimits(
  { metadata, spec }: Pod,
  context: Pick<AdmissionContext, 'list'>,
  refuse: (why: string) => Error,
): void {
  const together = podResources(spec)
  for (const range of rangesOf(context, metadata.namespace)) {
    const errors = (range.spec.limits ?? []).flatMap((item): string[] => {
      if (item.type === 'Pod') return complaints(item, together)
      if (item.type !== 'Container') return []
      return [...spec.containers, ...(spec.initContainers ?? [])].flatMap(({ resources = {} }) =>
        complaints(item, resources),
      )
    })
    const distinct = [...new Set(errors)]
    if (distinct.length > 0)
      throw refuse(distinct.length === 1 ? distinct[0]! : `[${distinct.join(', ')}]`)
  }
}

/** All containers at once, as far as each says something of a resource, or what one of those asks for that run before. */
function podResources({ containers, initContainers = [] }: Pod['spec']): Resources {
  const of = (kind: 'requests' | 'limits'): Quantities => {
    const all = containers.map(({ resources }) => resources?.[kind] ?? {})
    const names = new Set(all.flatMap((one) => Object.keys(one)))
    const total: Quantities = {}
    for (const name of names)
      if (all.every((one) => name in one))
        total[name] = plain(
          name,
          all.reduce((sum, one) => sum + amountOf(one[name]), 0n),
        )
    for (const { resources } of initContainers)
      for (const [name, quantity] of Object.entries(resources?.[kind] ?? {}))
        if (amountOf(quantity) > amountOf(total[name])) total[name] = quantity
    return total
  }
  return { requests: of('requests'), limits: of('limits') }
}

const billion = 1_000_000_000n

/** A sum is written without binary units. */
const plain = (name: string, amount: bigint): string =>
  canonicalQuantity(name === 'cpu' ? `${amount / 1_000_000n}m` : String(amount / billion))

function complaints(
  { type, min = {}, max = {}, maxLimitRequestRatio = {} }: Item,
  { requests = {}, limits = {} }: Resources,
): string[] {
  const each = (
    bounds: Quantities,
    check: (name: string, bound: string) => string | undefined,
  ): string[] => Object.entries(bounds).flatMap((entry) => check(...entry) ?? [])
  return [
    ...each(min, (name, bound) => {
      const rule = `minimum ${name} usage per ${type} is ${bound}`
      if (!(name in requests)) return `${rule}.  No request is specified`
      if (amountOf(requests[name]) < amountOf(bound))
        return `${rule}, but request is ${requests[name]}`
      const isLow = name in limits && amountOf(limits[name]) < amountOf(bound)
      return isLow ? `${rule}, but limit is ${limits[name]}` : undefined
    }),
    ...each(max, (name, bound) => {
      const rule = `maximum ${name} usage per ${type} is ${bound}`
      if (!(name in limits)) return `${rule}.  No limit is specified`
      if (amountOf(limits[name]) > amountOf(bound)) return `${rule}, but limit is ${limits[name]}`
      const isHigh = name in requests && amountOf(requests[name]) > amountOf(bound)
      return isHigh ? `${rule}, but request is ${requests[name]}` : undefined
    }),
    ...each(maxLimitRequestRatio, (name, bound) => {
      const rule = `${name} max limit to request ratio per ${type} is ${bound}`
      const [request, limit] = [amountOf(requests[name]), amountOf(limits[name])]
      if (request === 0n) return `${rule}, but no request is specified or request is 0`
      if (limit === 0n) return `${rule}, but no limit is specified or limit is 0`
      const ratio = Number(limit) / Number(request)
      return ratio > Number(amountOf(bound)) / 1e9
        ? `${rule}, but provided ratio is ${ratio.toFixed(6)}`
        : undefined
    }),
  ]
}

type Item = NonNullable<LimitRange['spec']['limits']>[number]
