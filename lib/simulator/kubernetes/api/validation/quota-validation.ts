import { amountOf } from '../../schema/quantity'
import { type ResourceQuota } from '../../objects'
import { type FieldError, invalidValue, notNegative } from '../field-error'
import { goQuantity, invalidInGo } from './go-values'
import { resourceNameErrors } from './resource-validation'

const ofPods = [
  ...['cpu', 'memory', 'ephemeral-storage', 'requests.cpu', 'requests.memory'],
  ...['requests.ephemeral-storage', 'limits.cpu', 'limits.memory', 'limits.ephemeral-storage'],
]
const counts = [
  ...['pods', 'services', 'replicationcontrollers', 'resourcequotas', 'secrets', 'configmaps'],
  ...['persistentvolumeclaims', 'services.nodeports', 'services.loadbalancers'],
]
const standard = [...ofPods, ...counts, 'requests.storage']
const isStandard = (name: string): boolean =>
  standard.includes(name) || /^requests\.(.*\/|hugepages-)/.test(name)

/** What is wrong with a quota, in the server's words and order (kubernetes/pkg/apis/core/validation, 1.20). */
export const quotaErrors = ({ spec: { hard = {}, scopes = [] } }: ResourceQuota): FieldError[] => [
  ...Object.entries(hard).flatMap(([name, quantity]) => {
    const field = `spec.hard[${name}]`
    const value = amountOf(quantity)
    return [
      ...resourceNameErrors(name, field, { isStandard, what: 'quota' }),
      ...(value < 0n ? [invalidValue(field, quantity, notNegative)] : []),
      ...(counts.includes(name) && value % 1_000_000_000n !== 0n
        ? [invalidInGo(field, goQuantity(quantity), 'must be an integer')]
        : []),
    ]
  }),
  ...scopeErrors(scopes, Object.keys(hard)),
]

/** Scopes are of pods: with one a quota counts nothing else. */
const inScope: Readonly<Record<string, readonly string[]>> = {
  BestEffort: ['pods'],
  NotBestEffort: ['pods', ...ofPods],
  Terminating: ['pods', ...ofPods],
  NotTerminating: ['pods', ...ofPods],
}

function scopeErrors(scopes: readonly string[], names: readonly string[]): FieldError[] {
  const shown = `[]core.ResourceQuotaScope{${scopes.map((scope) => JSON.stringify(scope)).join(', ')}}`
  const wrong = (why: string): FieldError => invalidInGo('spec.scopes', shown, why)
  const hasBoth = (pair: readonly string[]): boolean => pair.every((one) => scopes.includes(one))
  return [
    ...scopes.flatMap((scope) => {
      const allowed = inScope[scope]
      if (!allowed) return [wrong('unsupported scope')]
      return names
        .filter((name) => isStandard(name) && !allowed.includes(name))
        .map(() => wrong('unsupported scope applied to resource'))
    }),
    ...[
      ['BestEffort', 'NotBestEffort'],
      ['Terminating', 'NotTerminating'],
    ]
      .filter(hasBoth)
      .map(() => wrong('conflicting scopes')),
  ]
}
