import { jobErrors, jobStatusErrors, jobUpdateErrors } from '../api/validation/job-validation'
import { isSame } from '../json/json'
import { type Job } from '../objects'
import { jobColumns } from '../table/job-columns'
import { setTemplateDefaults } from './deployments'
import { type Resource } from './resource'

export const jobs: Resource<Job> = {
  group: 'batch',
  version: 'v1',
  plural: 'jobs',
  kind: 'Job',
  namespaced: true,
  hasStatus: true,
  fields: { 'status.successful': ({ status }: Job) => String(status.succeeded ?? 0) },
  fieldRefusal: (field) => `field label ${JSON.stringify(field)} not supported for batchv1.Job`,
  columns: jobColumns,
  orphansDependents: true,
  checkedOnce: true,
  setDefaults(draft) {
    draft.spec ??= {} as Job['spec']
    const { spec, metadata } = draft
    if (spec.parallelism === undefined) spec.completions ??= 1
    spec.parallelism ??= 1
    spec.backoffLimit ??= 6
    setTemplateDefaults(spec)
    const { labels } = spec.template.metadata
    if (labels && Object.keys(metadata.labels ?? {}).length === 0) metadata.labels = { ...labels }
  },
  /** Its pods are told by its uid, unless somebody wants to tell them otherwise. */
  prepareForCreate(draft, { minor }) {
    const { spec } = draft
    draft.status = {}
    if (minor < 21) delete spec.ttlSecondsAfterFinished
    if (minor >= 22) {
      spec.completionMode ??= 'NonIndexed'
      spec.suspend ??= false
    }
    if (!spec.manualSelector) selectOwnPods(draft)
  },
  validate: (job) => jobErrors(job),
  validateUpdate: (after, before) => jobUpdateErrors(after, before),
  validateStatus: ({ status }) => jobStatusErrors(status),
}

function selectOwnPods({ metadata, spec }: Job): void {
  const own = { 'controller-uid': metadata.uid ?? '' }
  const { labels } = spec.template.metadata
  // The labels that a job has from its template are the same map in the server: they grow together.
  const isShared = labels !== undefined && isSame(labels, metadata.labels)
  const grown = { ...own, 'job-name': metadata.name, ...labels }
  spec.template.metadata.labels = grown
  if (isShared) metadata.labels = { ...grown }
  spec.selector = { ...spec.selector, matchLabels: { ...own, ...spec.selector?.matchLabels } }
}
