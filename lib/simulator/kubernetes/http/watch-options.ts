import { type FieldError, forbiddenField, notSupported } from '../api/field-error'
import { invalid } from '../api/status-error'
import { has } from '../release/changes'
import { matchErrors } from './request-options'

/**
 * Refuses, with 422, what a server of this minor version doesn't let a watch ask for: a list at its beginning
 * (`sendInitialEvents`, off until 1.32) and `resourceVersionMatch`. Newer clients then list and watch as ever.
 */
export function insistOnWatchOptions(query: URLSearchParams, minor: number): void {
  const errors = (has('initialEventsAreRefused', minor) ? newerErrors : olderErrors)(query)
  if (errors.length > 0) throw invalid({ kind: 'ListOptions', group: 'meta.k8s.io' }, '', errors)
}

/** 1.20 to 1.26 don't know `sendInitialEvents` and pass it over. */
const olderErrors = (query: URLSearchParams): FieldError[] => [
  ...(query.get('resourceVersionMatch')
    ? [forbiddenField('resourceVersionMatch', 'resourceVersionMatch is forbidden for watch')]
    : []),
  ...matchErrors(query),
]

const newerErrors = (query: URLSearchParams): FieldError[] => {
  const match = query.get('resourceVersionMatch')
  const asked = query.has('sendInitialEvents')
  return [
    ...(asked && match !== 'NotOlderThan'
      ? [
          forbiddenField(
            'resourceVersionMatch',
            'sendInitialEvents requires setting resourceVersionMatch to NotOlderThan',
          ),
        ]
      : []),
    ...(asked
      ? [
          forbiddenField(
            'sendInitialEvents',
            'sendInitialEvents is forbidden for watch unless the WatchList feature gate is enabled',
          ),
        ]
      : []),
    ...(match && !asked
      ? [
          forbiddenField(
            'resourceVersionMatch',
            'resourceVersionMatch is forbidden for watch unless sendInitialEvents is provided',
          ),
        ]
      : []),
    ...(match && match !== 'NotOlderThan'
      ? [notSupported('resourceVersionMatch', match, ['NotOlderThan'])]
      : []),
  ]
}
