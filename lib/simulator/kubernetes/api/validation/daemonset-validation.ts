import { type DaemonSet, type LabelSelector } from '../../objects'
import { selectorErrors } from './affinity-validation'
import {
  type FieldError,
  forbiddenField,
  invalidValue,
  notNegative,
  required,
} from '../field-error'
import { labelsMatch } from '../selectors/label-selector'
import { goMap, goSelector, invalidInGo } from './go-values'
import { annotationErrors, labelErrors } from './metadata-validation'
import { podSpecErrors } from './pod-validation'

/** What is wrong with a DaemonSet's spec, in the server's words and order. */
export const daemonSetErrors = ({ spec }: DaemonSet): FieldError[] => [
  ...templatedErrors(spec, 'DaemonSet'),
  ...strategyErrors(spec.updateStrategy),
  ...negativeErrors(spec.revisionHistoryLimit, 'spec.revisionHistoryLimit'),
]

/** What is wrong with the selector and the template of what makes pods. */
export function templatedErrors(
  spec: Pick<DaemonSet['spec'], 'selector' | 'template' | 'minReadySeconds'>,
  kind: 'DaemonSet' | 'Deployment' | 'ReplicaSet',
): FieldError[] {
  const { template, minReadySeconds } = spec
  const { restartPolicy, activeDeadlineSeconds } = template.spec as typeof template.spec & {
    activeDeadlineSeconds?: number
  }
  const maker = kind === 'Deployment' ? 'ReplicaSet' : kind
  return [
    ...ownSelectorErrors(spec, kind.toLowerCase()),
    ...labelErrors(template.metadata.labels, 'spec.template.labels'),
    ...annotationErrors(template.metadata.annotations, 'spec.template.annotations'),
    ...podSpecErrors(template.spec, 'spec.template.spec'),
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

function strategyErrors(strategy: DaemonSet['spec']['updateStrategy']): FieldError[] {
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
  return unavailableErrors(rollingUpdate.maxUnavailable, `${field}.rollingUpdate.maxUnavailable`)
}

const percentRule =
  "a valid percent string must be a numeric string followed by an ending '%' (e.g. '1%',  or '93%', regex used for validation is '[0-9]+%')"

/** How many may be missing at a time: a number or a share, but some. */
function unavailableErrors(value: number | string, field: string): FieldError[] {
  const wrong = (why: string): FieldError => invalidInGo(field, goNumber(value), why)
  if (typeof value === 'number')
    return [
      ...(value < 0 ? [invalidValue(field, value, notNegative)] : []),
      ...(value === 0 ? [wrong('cannot be 0')] : []),
    ]
  const isNone = Number(shareIn(value) ?? 0) === 0
  return [
    ...formErrors(value, field),
    ...(isNone ? [wrong('cannot be 0')] : []),
    ...excessErrors(value, field),
  ]
}

/** A share is a percentage, and at most all. */
export const percentErrors = (value: string, field: string): FieldError[] => [
  ...formErrors(value, field),
  ...excessErrors(value, field),
]

const shareIn = (value: string): string | undefined => /^(\d+)%$/.exec(value)?.[1]

const formErrors = (value: string, field: string): FieldError[] =>
  shareIn(value) === undefined ? [invalidInGo(field, goNumber(value), percentRule)] : []

const excessErrors = (value: string, field: string): FieldError[] =>
  Number(shareIn(value) ?? 0) > 100
    ? [invalidInGo(field, goNumber(value), 'must not be greater than 100%')]
    : []

export const goNumber = (value: number | string): string =>
  typeof value === 'number'
    ? `intstr.IntOrString{Type:0, IntVal:${value}, StrVal:""}`
    : `intstr.IntOrString{Type:1, IntVal:0, StrVal:${JSON.stringify(value)}}`

/** A status counts: nothing in it is less than none. */
export const countErrors = ({ status }: DaemonSet): FieldError[] =>
  Object.entries(status).flatMap(([key, count]) =>
    typeof count === 'number' ? negativeErrors(count, `status.${key}`) : [],
  )
