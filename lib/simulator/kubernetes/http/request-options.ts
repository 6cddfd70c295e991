import {
  dryRunErrors,
  type FieldError,
  forbiddenField,
  invalidValue,
  notSupported,
  required,
} from '../api/field-error'
import { invalid } from '../api/status-error'

type Kind = 'ListOptions' | 'CreateOptions' | 'UpdateOptions' | 'PatchOptions' | 'DeleteOptions'

function insistOn(kind: Kind, errors: readonly FieldError[]): void {
  if (errors.length > 0) throw invalid({ kind, group: 'meta.k8s.io' }, '', errors)
}

/** Throws 422 for what a list can't be asked with. */
export const insistOnListOptions = (query: URLSearchParams): void =>
  insistOn('ListOptions', matchErrors(query))

/** What is wrong with how a revision is to be matched. */
export function matchErrors(query: URLSearchParams): FieldError[] {
  const match = query.get('resourceVersionMatch')
  if (!match) return []
  const revision = query.get('resourceVersion')
  const refused = (why: string): FieldError => forbiddenField('resourceVersionMatch', why)
  return [
    ...(revision
      ? []
      : [refused('resourceVersionMatch is forbidden unless resourceVersion is provided')]),
    ...(query.get('continue')
      ? [refused('resourceVersionMatch is forbidden when continue is provided')]
      : []),
    ...(matches.includes(match)
      ? []
      : [notSupported('resourceVersionMatch', match, [...matches, ''])]),
    ...(match === 'Exact' && revision === '0'
      ? [refused('resourceVersionMatch "exact" is forbidden for resourceVersion "0"')]
      : []),
  ]
}

const matches = ['Exact', 'NotOlderThan']

/** Is nothing to be kept? Throws 422 for options of a write that don't exist or don't fit. */
export function isDryRun(
  query: URLSearchParams,
  kind: 'CreateOptions' | 'UpdateOptions' | 'PatchOptions',
  isApply = false,
): boolean {
  const manager = query.get('fieldManager') ?? ''
  insistOn(kind, [
    ...dryRunErrors(query.getAll('dryRun')),
    ...managerErrors(manager),
    ...(isApply && !manager ? [required('fieldManager', 'is required for apply patch')] : []),
    ...(kind === 'PatchOptions' && !isApply && query.has('force')
      ? [forbiddenField('force', 'may not be specified for non-apply patch')]
      : []),
  ])
  return query.has('dryRun')
}

function managerErrors(manager: string): FieldError[] {
  return [
    ...(manager.length > 128
      ? [
          {
            field: 'fieldManager',
            reason: 'FieldValueTooLong' as const,
            message: 'Too long: must have at most 128 bytes',
          },
        ]
      : []),
    ...[...manager]
      .filter((sign) => !/[\x20-\x7e\u00a1-\uffff]/.test(sign))
      .map((sign) => {
        const code = sign.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')
        const place = manager.indexOf(sign)
        const why = `invalid character U+${code} (at position ${place})`
        return invalidValue('fieldManager', manager, why)
      })
      .slice(0, 1),
  ]
}
