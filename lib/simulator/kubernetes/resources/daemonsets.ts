import { isSame } from '../api/json'
import { labelsMatch } from '../api/label-selector'
import { setPodDefaults } from '../api/pod-defaults'
import { podSpecErrors } from '../api/pod-validation'
import { type FieldError } from '../api/field-error'
import { type ControllerRevision, type DaemonSet } from '../objects'
import { controllerRevisionColumns, daemonSetColumns } from '../table/daemonset-columns'
import { type Resource } from './resource'

/** The annotation in which 1.x still counts the template's generation; the pods carry it as a label. */
export const templateGeneration = 'deprecated.daemonset.template.generation'

export const daemonsets: Resource<DaemonSet> = {
  group: 'apps',
  version: 'v1',
  plural: 'daemonsets',
  kind: 'DaemonSet',
  namespaced: true,
  hasStatus: true,
  columns: daemonSetColumns,
  /** Inside, the template's generation is no annotation. */
  innerMetadata({ annotations = {}, ...metadata }) {
    const others = Object.entries(annotations).filter(([key]) => key !== templateGeneration)
    return { ...metadata, annotations: Object.fromEntries(others) }
  },
  generation: true,
  prepareForCreate(draft) {
    draft.metadata.annotations = { ...draft.metadata.annotations, [templateGeneration]: '1' }
    draft.status = noneScheduled()
  },
  prepareForUpdate(draft, before) {
    const generation = Number(before.metadata.annotations?.[templateGeneration] ?? 0)
    const changed = !isSame(draft.spec.template, before.spec.template)
    draft.metadata.annotations = {
      ...draft.metadata.annotations,
      [templateGeneration]: String(generation + (changed ? 1 : 0)),
    }
  },
  setDefaults({ metadata, spec }) {
    metadata.annotations = { [templateGeneration]: '0', ...metadata.annotations }
    spec.template ??= { metadata: {}, spec: { containers: [] } }
    spec.template.metadata = { creationTimestamp: null, ...spec.template.metadata }
    setPodDefaults(spec.template.spec)
    spec.updateStrategy ??= { type: 'RollingUpdate' }
    if (spec.updateStrategy.type === 'RollingUpdate') {
      spec.updateStrategy.rollingUpdate ??= { maxUnavailable: 1 }
    }
    spec.revisionHistoryLimit ??= 10
  },
  validate: ({ spec }) => [
    ...selectorErrors(spec),
    ...podSpecErrors(spec.template.spec, 'spec.template.spec'),
  ],
  validateUpdate: ({ spec }, before) =>
    isSame(spec.selector, before.spec.selector)
      ? []
      : [
          {
            field: 'spec.selector',
            reason: 'FieldValueInvalid',
            message: `Invalid value: ${goSelector(spec.selector)}: field is immutable`,
          },
        ],
}

export const controllerrevisions: Resource<ControllerRevision> = {
  group: 'apps',
  version: 'v1',
  plural: 'controllerrevisions',
  kind: 'ControllerRevision',
  namespaced: true,
  columns: controllerRevisionColumns,
}

export const noneScheduled = (): DaemonSet['status'] => ({
  currentNumberScheduled: 0,
  numberMisscheduled: 0,
  desiredNumberScheduled: 0,
  numberReady: 0,
})

function selectorErrors({ selector, template }: DaemonSet['spec']): FieldError[] {
  if (!selector)
    return [{ field: 'spec.selector', reason: 'FieldValueRequired', message: 'Required value' }]
  if (labelsMatch(selector, template.metadata.labels ?? {})) return []
  const message = `Invalid value: ${goMap(template.metadata.labels ?? {})}: \`selector\` does not match template \`labels\``
  return [{ field: 'spec.template.metadata.labels', reason: 'FieldValueInvalid', message }]
}

const goMap = (map: Record<string, string>): string =>
  `map[string]string{${Object.entries(map)
    .map(([key, value]) => `${JSON.stringify(key)}:${JSON.stringify(value)}`)
    .join(', ')}}`

const goSelector = ({ matchLabels = {} }: DaemonSet['spec']['selector']): string =>
  `v1.LabelSelector{MatchLabels:${goMap(matchLabels)}, MatchExpressions:[]v1.LabelSelectorRequirement(nil)}`
