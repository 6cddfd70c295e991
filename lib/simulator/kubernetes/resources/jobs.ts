import { templateWarnings } from '../api/warnings/template-warnings'
import { jobErrors, jobStatusErrors, jobUpdateErrors } from '../api/validation/job-validation'
import { isSame } from '../json/json'
import { type Job, type ObjectMeta } from '../objects'
import { has } from '../release/changes'
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
  generation: 'jobsAreCounted',
  warnings: templateWarnings('spec'),
  checkedOnce: true,
  setDefaults(draft, minor) {
    draft.spec ??= {} as Job['spec']
    const { spec, metadata } = draft
    if (spec.parallelism === undefined) spec.completions ??= 1
    spec.parallelism ??= 1
    spec.backoffLimit ??= 6
    if (has('IndexedJob', minor)) spec.completionMode ??= 'NonIndexed'
    if (has('SuspendJob', minor)) spec.suspend ??= false
    setTemplateDefaults(spec, minor)
    const { labels } = spec.template.metadata
    if (labels && Object.keys(metadata.labels ?? {}).length === 0) metadata.labels = { ...labels }
  },
  /** Its pods are told by its uid, unless somebody wants to tell them otherwise. */
  prepareForCreate(draft, { minor }) {
    const { spec } = draft
    draft.status = {}
    if (!spec.manualSelector) selectOwnPods(draft, minor)
  },
  validate: (job, minor) => jobErrors(job, jobLabels(job.metadata, minor), minor),
  validateUpdate: (after, before, minor) => jobUpdateErrors(after, before, minor),
  validateStatus: ({ status }) => jobStatusErrors(status),
}

/** How its own pods are told: by the first of these labels; the others they have, too. */
export function jobLabels(
  { uid = '', name }: Pick<ObjectMeta, 'uid' | 'name'>,
  minor: number,
): readonly [key: string, value: string][] {
  const older: [string, string][] = [
    ['controller-uid', uid],
    ['job-name', name],
  ]
  if (!has('jobLabelsAreQualified', minor)) return older
  return [
    ...older.map(([key, value]): [string, string] => [`batch.kubernetes.io/${key}`, value]),
    ...older,
  ]
}

function selectOwnPods({ metadata, spec }: Job, minor: number): void {
  const marks = jobLabels(metadata, minor)
  const own = Object.fromEntries(marks.slice(0, 1))
  const { labels } = spec.template.metadata
  // The labels that a job has from its template are the same map in the server: they grow together.
  const isShared = labels !== undefined && isSame(labels, metadata.labels)
  const grown = { ...Object.fromEntries(marks), ...labels }
  spec.template.metadata.labels = grown
  if (isShared) metadata.labels = { ...grown }
  spec.selector = { ...spec.selector, matchLabels: { ...own, ...spec.selector?.matchLabels } }
}
