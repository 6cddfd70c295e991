import { type LogSelection } from '../../../docker/container/container-log'
import { type FieldError, forbiddenField, invalidValue, notNegative } from '../../api/field-error'
import { badRequest, invalid } from '../../api/status-error'
import { ownWords } from '../../schema/go-own-words'
import { integerIn, isTrue } from '../query'

/** What a request for a log asks for. Throws 400 for what can't be read, 422 for what makes no sense. */
export function logOptions(
  query: URLSearchParams,
  pod: string,
  now: number,
): LogSelection & { readonly limitBytes?: number | undefined } {
  const [tail, seconds, limitBytes] = ['tailLines', 'sinceSeconds', 'limitBytes'].map((name) =>
    integerIn(query, name),
  )
  const time = query.get('sinceTime')
  if (time && Number.isNaN(Date.parse(time))) throw badRequest(ownWords('time', time))
  insistOn(pod, [
    ...(tail !== undefined && tail < 0 ? [invalidValue('tailLines', tail, notNegative)] : []),
    ...atLeastOne('limitBytes', limitBytes),
    ...(seconds !== undefined && time
      ? [forbiddenField('[]', 'at most one of `sinceTime` or `sinceSeconds` may be specified')]
      : atLeastOne('sinceSeconds', seconds)),
  ])
  const since = seconds === undefined ? time && Date.parse(time) : now - seconds * 1000
  return {
    ...(tail !== undefined && { tail }),
    ...(since && { since }),
    timestamps: isTrue(query, 'timestamps'),
    limitBytes,
  }
}

const atLeastOne = (field: string, value: number | undefined): FieldError[] =>
  value !== undefined && value < 1 ? [invalidValue(field, value, 'must be greater than 0')] : []

function insistOn(pod: string, errors: readonly FieldError[]): void {
  if (errors.length > 0) throw invalid({ kind: 'PodLogOptions', group: '' }, pod, errors)
}
