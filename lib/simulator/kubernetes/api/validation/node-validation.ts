import { isIP } from 'node:net'
import { type Node } from '../../objects'
import { has } from '../../release/changes'
import { type FieldError, forbiddenField } from '../field-error'
import { isSame } from '../../json/json'
import { taintErrors } from './taint-validation'
import { goStrings, invalidInGo } from './go-values'

type Spec = Node['spec'] & { providerID?: string; externalID?: string }

export const nodeErrors = ({ spec }: Node): FieldError[] => [
  ...taintErrors(spec.taints),
  ...(spec.podCIDRs ?? []).flatMap((range, index) =>
    isRange(range)
      ? []
      : [invalidInGo(`spec.podCIDRs[${index}]`, goStrings(spec.podCIDRs!), 'must be valid CIDR')],
  ),
]

function isRange(text: string): boolean {
  const [address = '', bits = ''] = text.split('/')
  const version = isIP(address)
  return version > 0 && /^\d+$/.test(bits) && Number(bits) <= (version === 4 ? 32 : 128)
}

/** What a node is once told it stays: an update of it changes marks, taints, and whether pods are placed there. */
export function nodeUpdateErrors(after: Node, before: Node, minor: number): FieldError[] {
  const [now, was] = [after.spec as Spec, before.spec as Spec]
  const isOther = !isSame(muted(now, was), muted(was, was))
  return [
    ...(was.podCIDRs?.length && !isSame(now.podCIDRs, was.podCIDRs)
      ? [onceOnly('podCIDRs', 'podCIDR')]
      : []),
    ...(was.providerID && now.providerID !== was.providerID
      ? [onceOnly('providerID', 'providerID')]
      : []),
    ...(has('nodeUpdatesAreUnnamed', minor)
      ? now.externalID === was.externalID
        ? []
        : [forbiddenField('spec.externalID', 'may not be updated')]
      : isOther
        ? [forbiddenField('[]', onlyThese)]
        : []),
  ]
}

const onceOnly = (field: string, name: string): FieldError =>
  forbiddenField(`spec.${field}`, `node updates may not change ${name} except from "" to valid`)

const onlyThese =
  'node updates may only change labels, taints, or capacity (or configSource, if the DynamicKubeletConfig feature gate is enabled)'

/** A spec without what may change, or may be given once. */
function muted(spec: Spec, was: Spec): object {
  const once = [
    ...(was.providerID ? [] : ['providerID']),
    ...(was.podCIDRs?.length ? [] : ['podCIDR', 'podCIDRs']),
  ]
  const free = ['taints', 'unschedulable', ...once]
  return Object.fromEntries(Object.entries(spec).filter(([key]) => !free.includes(key)))
}
