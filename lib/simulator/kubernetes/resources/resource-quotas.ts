import { quotaErrors } from '../api/validation/quota-validation'
import { type ResourceQuota } from '../objects'
import { quotaColumns } from '../table/quota-columns'
import { type Resource } from './resource'

export const resourcequotas: Resource<ResourceQuota> = {
  group: '',
  version: 'v1',
  plural: 'resourcequotas',
  kind: 'ResourceQuota',
  namespaced: true,
  hasStatus: true,
  checkedOnce: true,
  deletedObjectAnswered: true,
  columns: quotaColumns,
  setDefaults(draft) {
    draft.spec ??= {}
    if (Object.keys(draft.spec.hard ?? {}).length === 0) delete draft.spec.hard
    draft.status ??= {}
  },
  prepareForCreate(draft) {
    draft.status = {}
  },
  validate: quotaErrors,
}
