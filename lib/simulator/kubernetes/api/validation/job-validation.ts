import { isSame } from '../../json/json'
import { type Job } from '../../objects'
import { labelsMatch } from '../selectors/label-selector'
import { type FieldError, invalidValue, notSupported, required } from '../field-error'
import { selectorErrors } from './affinity-validation'
import { negativeErrors } from './daemonset-validation'
import { goMap, goSelector, invalidInGo } from './go-values'
import { annotationErrors, labelErrors } from './metadata-validation'
import { podSpecErrors } from './pod-validation'

const unchangeable = 'field is immutable'

/** What is wrong with a Job, in the server's words and order. */
export const jobErrors = (job: Job, labels: JobLabels, minor: number): FieldError[] => [
  ...ownLabelErrors(job, labels),
  ...specErrors(job, minor),
]

type JobLabels = readonly (readonly [key: string, value: string])[]

/** What can't be changed of it, after all that is wrong with its spec once more. */
export const jobUpdateErrors = (after: Job, before: Job, minor: number): FieldError[] => [
  ...specErrors(after, minor),
  ...(after.spec.completions === before.spec.completions
    ? []
    : [invalidValue('spec.completions', after.spec.completions ?? null, unchangeable)]),
  ...(isSame(after.spec.selector, before.spec.selector)
    ? []
    : [invalidInGo('spec.selector', goSelector(after.spec.selector ?? {}), unchangeable)]),
  ...(isSame(after.spec.template, before.spec.template)
    ? []
    : [invalidInGo('spec.template', goTemplate(after), unchangeable)]),
]

/** Nothing in its status is less than none. */
export const jobStatusErrors = ({ active, succeeded, failed }: Job['status']): FieldError[] => [
  ...negativeErrors(active, 'status.active'),
  ...negativeErrors(succeeded, 'status.succeeded'),
  ...negativeErrors(failed, 'status.failed'),
]

/** The labels by which a Job tells its pods, where it is to choose them by itself. */
function ownLabelErrors({ spec }: Job, own: JobLabels): FieldError[] {
  if (spec.manualSelector) return []
  const labels: Record<string, string> = spec.template.metadata.labels ?? {}
  return [
    ...own.flatMap(([key, value]) => {
      const field = `spec.template.metadata.labels[${key}]`
      const must = `must be '${value}'`
      if (labels[key] === value) return []
      return [
        ...(labels[key] === undefined ? [required(field, must)] : []),
        invalidInGo(field, goMap(spec.template.metadata.labels), must),
      ]
    }),
    ...(labelsMatch(spec.selector ?? {}, Object.fromEntries(own))
      ? []
      : [
          invalidInGo(
            'spec.selector',
            goSelector(spec.selector ?? {}),
            '`selector` not auto-generated',
          ),
        ]),
  ]
}

function specErrors({ spec }: Job, minor: number): FieldError[] {
  const { template, selector } = spec
  return [
    ...contentErrors(spec, 'spec', minor),
    ...(selector ? selectorErrors(selector, 'spec.selector') : [required('spec.selector')]),
    ...(selector && labelsMatch(selector, template.metadata.labels ?? {})
      ? []
      : [
          invalidInGo(
            'spec.template.metadata.labels',
            goMap(template.metadata.labels),
            '`selector` does not match template `labels`',
          ),
        ]),
  ]
}

const policies = ['OnFailure', 'Never']

/** What is wrong with how often and how long it runs, and with its template. */
export function contentErrors(spec: Job['spec'], at: string, minor: number): FieldError[] {
  const { template } = spec
  const { restartPolicy = '' } = template.spec
  const field = `${at}.template.spec.restartPolicy`
  return [
    ...(
      [
        'parallelism',
        'completions',
        'activeDeadlineSeconds',
        'backoffLimit',
        'ttlSecondsAfterFinished',
      ] as const
    ).flatMap((name) => negativeErrors(spec[name], `${at}.${name}`)),
    ...labelErrors(template.metadata.labels, `${at}.template.labels`),
    ...annotationErrors(template.metadata.annotations, `${at}.template.annotations`),
    ...podSpecErrors(template.spec, `${at}.template.spec`, minor),
    ...(restartPolicy === 'Always' || restartPolicy === ''
      ? [required(field, 'valid values: "OnFailure", "Never"')]
      : policies.includes(restartPolicy)
        ? []
        : [notSupported(field, restartPolicy, policies)]),
  ]
}

/** The server prints the whole template as Go does; what counts is that it has another one. */
const goTemplate = ({ spec }: Job): string => `core.PodTemplateSpec${JSON.stringify(spec.template)}`
