import { templateWarnings } from '../api/warnings/template-warnings'
import {
  collisionErrors,
  countErrors,
  daemonSetErrors,
  selectorChanged,
} from '../api/validation/daemonset-validation'
import { revisionChanges, revisionErrors } from '../api/validation/revision-validation'
import { isSame } from '../json/json'
import { setPodDefaults } from '../api/pod-defaults'
import { type ControllerRevision, type DaemonSet, type RollingUpdateDaemonSet } from '../objects'
import { controllerRevisionColumns, daemonSetColumns } from '../table/daemonset-columns'
import { has } from '../release/changes'
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
    return others.length > 0 ? { ...metadata, annotations: Object.fromEntries(others) } : metadata
  },
  generation: true,
  warnings: templateWarnings('template'),
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
  setDefaults(draft, minor) {
    draft.spec ??= {} as DaemonSet['spec']
    const { metadata, spec } = draft
    metadata.annotations = { [templateGeneration]: '0', ...metadata.annotations }
    spec.template ??= {} as DaemonSet['spec']['template']
    spec.template.metadata = { creationTimestamp: null, ...spec.template.metadata }
    spec.template.spec ??= { containers: [] }
    setPodDefaults(spec.template.spec, minor, 'template')
    const strategy = (spec.updateStrategy ??= { type: 'RollingUpdate' })
    strategy.type ||= 'RollingUpdate'
    if (strategy.type === 'RollingUpdate')
      (strategy.rollingUpdate ??= {} as RollingUpdateDaemonSet).maxUnavailable ??= 1
    // Inside it is no pointer: what was left open is written as 0, whatever the type of the strategy.
    if (strategy.rollingUpdate && has('DaemonSetUpdateSurge', minor))
      strategy.rollingUpdate.maxSurge ??= 0
    spec.revisionHistoryLimit ??= 10
  },
  validate: (set, minor) => daemonSetErrors(set, minor),
  validateUpdate: (set, before) =>
    isSame(set.spec.selector, before.spec.selector) ? [] : [selectorChanged(set)],
  validateStatus: (set, before) => [...countErrors(set), ...collisionErrors(set, before)],
}

export const controllerrevisions: Resource<ControllerRevision> = {
  group: 'apps',
  version: 'v1',
  plural: 'controllerrevisions',
  kind: 'ControllerRevision',
  namespaced: true,
  checkedOnce: true,
  columns: controllerRevisionColumns,
  validate: (revision) => revisionErrors(revision),
  validateUpdate: (after, before) => revisionChanges(after, before),
}

const noneScheduled = (): DaemonSet['status'] => ({
  currentNumberScheduled: 0,
  numberMisscheduled: 0,
  desiredNumberScheduled: 0,
  numberReady: 0,
})
