import { limitRangeErrors } from '../api/validation/limit-range-validation'
import { type LimitRange, type LimitRangeItem } from '../objects'
import { nameAndCreated } from '../table/cluster-columns'
import { type Resource } from './resource'

export const limitranges: Resource<LimitRange> = {
  group: '',
  version: 'v1',
  plural: 'limitranges',
  kind: 'LimitRange',
  namespaced: true,
  checkedOnce: true,
  columns: nameAndCreated,
  setDefaults(draft) {
    draft.spec ??= { limits: null }
    draft.spec.limits ??= null
    for (const item of draft.spec.limits ?? []) if (item.type === 'Container') fillIn(item)
  },
  validate: limitRangeErrors,
}

/** What is not said of a container's limit is its maximum; of its request its limit, or else the minimum. */
function fillIn(item: LimitRangeItem): void {
  const limits = { ...item.max, ...item.default }
  const requests = { ...item.min, ...limits, ...item.defaultRequest }
  if (Object.keys(limits).length > 0) item.default = limits
  if (Object.keys(requests).length > 0) item.defaultRequest = requests
}
