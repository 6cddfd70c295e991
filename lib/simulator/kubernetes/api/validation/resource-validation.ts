import { type PodContainer } from '../../objects'
import {
  type FieldError,
  forbiddenField,
  invalidValue,
  notNegative,
  required,
} from '../field-error'
import { has } from '../../release/changes'
import { keyErrors } from './names'
import { amountOf } from '../../schema/quantity'

type Quantities = Readonly<Record<string, string>>

const standard = ['cpu', 'memory', 'ephemeral-storage']
const isHugePages = (name: string): boolean => name.startsWith('hugepages-')
const ofContainers = {
  isStandard: (name: string): boolean => standard.includes(name) || isHugePages(name),
  what: 'containers',
}

/** What a container asks for and may have. */
export function resourceErrors(
  { resources }: PodContainer,
  at: string,
  minor: number,
): FieldError[] {
  const { limits = {}, requests = {} } = (resources ?? {}) as Record<string, Quantities>
  const names = [...Object.keys(limits), ...Object.keys(requests)]
  const field = `${at}.resources`
  return [
    ...quantitiesErrors(limits, `${field}.limits`),
    ...Object.entries(requests).flatMap(([name, quantity]) => [
      ...quantitiesErrors({ [name]: quantity }, `${field}.requests`),
      ...requestErrors([name, quantity, limits[name]], field, minor),
    ]),
    ...(names.some(isHugePages) && !names.includes('cpu') && !names.includes('memory')
      ? [forbiddenField(field, 'HugePages require cpu or memory')]
      : []),
  ]
}

const quantitiesErrors = (quantities: Quantities, at: string): FieldError[] =>
  Object.entries(quantities).flatMap(([name, quantity]) => [
    ...resourceNameErrors(name, `${at}[${name}]`),
    ...(amountOf(quantity) < 0n ? [invalidValue(`${at}[${name}]`, quantity, notNegative)] : []),
  ])

/** A resource is one that containers have, or somebody's own by a qualified name. */
export function resourceNameErrors(
  name: string,
  field: string,
  { isStandard, what } = ofContainers,
): FieldError[] {
  const form = keyErrors(name).map((rule) => invalidValue(field, name, rule))
  if (name.includes('/') || isStandard(name)) return form
  return [
    ...form,
    ...(form.length === 0
      ? [invalidValue(field, name, 'must be a standard resource type or fully qualified')]
      : []),
    invalidValue(field, name, `must be a standard resource for ${what}`),
  ]
}

/** What can't be shared can't be asked for below its limit. */
function requestErrors(
  [name, quantity, limit]: readonly [name: string, quantity: string, limit: string | undefined],
  at: string,
  minor: number,
): FieldError[] {
  const shared = standard.includes(name)
  if (limit === undefined)
    return shared
      ? []
      : [required(`${at}.limits`, 'Limit must be set for non overcommitable resources')]
  const difference = amountOf(quantity) - amountOf(limit)
  if (difference === 0n || (shared && difference < 0n)) return []
  const rule = shared ? 'less than or equal' : 'equal'
  const told = has('limitsAreTold', minor) ? ` of ${limit}` : ''
  return [invalidValue(`${at}.requests`, quantity, `must be ${rule} to ${name} limit${told}`)]
}
