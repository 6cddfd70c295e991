import { type DaemonSet, type LabelSelector, type RollingUpdateDaemonSet } from '../../objects'
import { selectorErrors } from './affinity-validation'
import {
  type FieldError,
  forbiddenField,
  invalidValue,
  notNegative,
  required,
} from '../field-error'
import { has } from '../../release/changes'
import { labelsMatch } from '../selectors/label-selector'
import { goMap, goSelector, invalidInGo } from './go-values'
import { annotationErrors, labelErrors } from './metadata-validation'
import { podSpecErrors } from './pod-validation'
import { seccompAnnotationErrors } from './seccomp-validation'

/** What is wrong with a DaemonSet's spec, in the server's words and order. */
export const daemonSetErrors = ({ spec }: DaemonSet, minor: number): FieldError[] => [
  ...templatedErrors(spec, 'DaemonSet', minor),
  ...strategyErrors(spec.updateStrategy, minor),
  ...negativeErrors(spec.revisionHistoryLimit, 'spec.revisionHistoryLimit'),
]

/** What is wrong with the selector and the template of what makes pods. */
export function templatedErrors(
  spec: Pick<DaemonSet['spec'], 'selector' | 'template' | 'minReadySeconds'>,
  kind: 'DaemonSet' | 'Deployment' | 'ReplicaSet',
  minor: number,
): FieldError[] {
  const { template, minReadySeconds } = spec
  const given: { selector?: object | null } = spec
  const { restartPolicy, activeDeadlineSeconds } = template.spec as typeof template.spec & {
    activeDeadlineSeconds?: number
  }
  const maker = kind === 'Deployment' ? 'ReplicaSet' : kind
  return [
    ...(kind !== 'DaemonSet' && !given.selector ? [required('spec.selector')] : []),
    ...ownSelectorErrors(spec, kind.toLowerCase()),
    ...labelErrors(template.metadata.labels, 'spec.template.labels'),
    ...annotationErrors(template.metadata.annotations, 'spec.template.annotations'),
    ...seccompAnnotationErrors(template.metadata, 'spec.template.annotations'),
    ...podSpecErrors(template.spec, 'spec.template.spec', minor),
    ...(restartPolicy === 'Always'
      ? []
      : [only('spec.template.spec.restartPolicy', restartPolicy ?? '', 'Always')]),
    ...(activeDeadlineSeconds === undefined
      ? []
      : [
          forbiddenField(
            'spec.template.spec.activeDeadlineSeconds',
            `activeDeadlineSeconds in ${maker} is not Supported`,
          ),
        ]),
    ...negativeErrors(minReadySeconds, 'spec.minReadySeconds'),
  ]
}

const only = (field: string, value: string, supported: string): FieldError => ({
  field,
  reason: 'FieldValueNotSupported',
  message: `Unsupported value: ${JSON.stringify(value)}: supported values: "${supported}"`,
})

function ownSelectorErrors(
  { selector, template }: Pick<DaemonSet['spec'], 'selector' | 'template'>,
  kind: string,
): FieldError[] {
  const { labels } = template.metadata
  const wrong = selector ? selectorErrors(selector, 'spec.selector') : []
  const { matchLabels = {}, matchExpressions = [] } = selector ?? {}
  const isEmpty = selector && Object.keys(matchLabels).length + matchExpressions.length === 0
  const matches = selector && labelsMatch(selector, labels ?? {})
  return [
    ...wrong,
    ...(wrong.length > 0 || matches
      ? []
      : [
          invalidInGo(
            'spec.template.metadata.labels',
            goMap(labels),
            '`selector` does not match template `labels`',
          ),
        ]),
    ...(isEmpty
      ? [
          invalidInGo(
            'spec.selector',
            goSelector(selector),
            `empty selector is invalid for ${kind}`,
          ),
        ]
      : []),
  ]
}

/** Its selector is a DaemonSet's for ever. */
export const selectorChanged = ({ spec }: { spec: { selector?: LabelSelector } }): FieldError =>
  invalidInGo(
    'spec.selector',
    spec.selector ? goSelector(spec.selector) : '"null"',
    'field is immutable',
  )

export const negativeErrors = (value: number | undefined, field: string): FieldError[] =>
  value !== undefined && value < 0 ? [invalidValue(field, value, notNegative)] : []

function strategyErrors(
  strategy: DaemonSet['spec']['updateStrategy'],
  minor: number,
): FieldError[] {
  const { type = '', rollingUpdate } = strategy ?? {}
  const field = 'spec.updateStrategy'
  if (type === 'OnDelete') return []
  if (type !== 'RollingUpdate')
    return [
      {
        field,
        reason: 'FieldValueNotSupported',
        message: `Unsupported value: apps.DaemonSetUpdateStrategy{Type:${JSON.stringify(type)}, RollingUpdate:(*apps.RollingUpdateDaemonSet)(nil)}: supported values: "RollingUpdate", "OnDelete"`,
      },
    ]
  if (!rollingUpdate) return [required(`${field}.rollingUpdate`)]
  const at = `${field}.rollingUpdate`
  return has('DaemonSetUpdateSurge', minor)
    ? surgeErrors(rollingUpdate, at)
    : unavailableErrors(rollingUpdate.maxUnavailable, `${at}.maxUnavailable`)
}

const percentRule =
  "a valid percent string must be a numeric string followed by an ending '%' (e.g. '1%',  or '93%', regex used for validation is '[0-9]+%')"

/** How many may be missing at a time: a number or a share, but some. */
const unavailableErrors = (value: number | string, field: string): FieldError[] => [
  ...shareErrors(value, field),
  ...(amountOf(value) === 0 ? [invalidInGo(field, goNumber(value), 'cannot be 0')] : []),
  ...hundredErrors(value, field),
]

/** Some may be missing, or some may be too many: the one or the other. */
function surgeErrors(rolling: RollingUpdateDaemonSet, at: string): FieldError[] {
  const { maxUnavailable, maxSurge = 0 } = rolling
  const fields = [
    [maxUnavailable, `${at}.maxUnavailable`],
    [maxSurge, `${at}.maxSurge`],
  ] as const
  const [missing, extra] = [amountOf(maxUnavailable), amountOf(maxSurge)]
  return [
    ...fields.flatMap(([value, field]) => shareErrors(value, field)),
    ...fields.flatMap(([value, field]) => hundredErrors(value, field)),
    ...(missing !== 0 && extra !== 0
      ? [
          invalidInGo(
            `${at}.maxSurge`,
            goNumber(maxSurge),
            'may not be set when maxUnavailable is non-zero',
          ),
        ]
      : []),
    ...(missing === 0 && extra === 0
      ? [required(`${at}.maxUnavailable`, 'cannot be 0 when maxSurge is 0')]
      : []),
  ]
}

/** A share is a percentage, and at most all. */
export const percentErrors = (value: string, field: string): FieldError[] => [
  ...shareErrors(value, field),
  ...hundredErrors(value, field),
]

const shareOf = (value: string): string | undefined => /^(\d+)%$/.exec(value)?.[1]

/** What has no form that is a number counts as none. */
const amountOf = (value: number | string): number =>
  typeof value === 'number' ? value : Number(shareOf(value) ?? 0)

function shareErrors(value: number | string, field: string): FieldError[] {
  if (typeof value === 'number') return value < 0 ? [invalidValue(field, value, notNegative)] : []
  return shareOf(value) === undefined ? [invalidInGo(field, goNumber(value), percentRule)] : []
}

const hundredErrors = (value: number | string, field: string): FieldError[] =>
  typeof value === 'string' && amountOf(value) > 100
    ? [invalidInGo(field, goNumber(value), 'must not be greater than 100%')]
    : []

export const goNumber = (value: number | string): string =>
  typeof value === 'number'
    ? `intstr.IntOrString{Type:0, IntVal:${value}, StrVal:""}`
    : `intstr.IntOrString{Type:1, IntVal:0, StrVal:${JSON.stringify(value)}}`

/** How often the name of a revision was taken is only counted up. */
export const collisionErrors = ({ status }: DaemonSet, before: DaemonSet): FieldError[] => {
  const { collisionCount: count = 0 } = status
  const counted = before.status.collisionCount ?? 0
  if (count >= counted) return []
  return [invalidValue('status.collisionCount', count, 'cannot be decremented')]
}

/** A status counts: nothing in it is less than none. */
export const countErrors = ({ status }: DaemonSet): FieldError[] =>
  Object.entries(status).flatMap(([key, count]) =>
    typeof count === 'number' ? negativeErrors(count, `status.${key}`) : [],
  )
