import { checksFields } from '../release/kubernetes-release'
import { notSupported } from '../api/field-error'
import { type FieldCheck } from '../api/decoding/strict-decoding'
import { invalid } from '../api/status-error'

/**
 * What a write asks to be done about fields that its kind doesn't have; undefined: nothing. Throws 422 for a
 * word that isn't one of the three. Bodies in protobuf can't have such fields.
 */
export function fieldCheckOf(
  query: URLSearchParams,
  minor: number,
  kind: 'CreateOptions' | 'UpdateOptions' | 'PatchOptions',
  warn: (text: string) => unknown,
): FieldCheck | undefined {
  if (!checksFields(minor)) return undefined
  const directive = query.get('fieldValidation') || 'Warn'
  if (directive === 'Warn') return { directive, warn }
  if (directive === 'Strict') return { directive }
  if (directive === 'Ignore') return undefined
  const errors = [notSupported('fieldValidation', directive, ['', 'Ignore', 'Strict', 'Warn'])]
  throw invalid({ kind, group: 'meta.k8s.io' }, '', errors)
}
