import { templateWarnings } from '../api/warnings/template-warnings'
import {
  negativeErrors,
  selectorChanged,
  templatedErrors,
} from '../api/validation/daemonset-validation'
import { deploymentStrategyErrors } from '../api/validation/deployment-validation'
import { isSame } from '../json/json'
import { setPodDefaults } from '../api/pod-defaults'
import { type Deployment, type PodTemplate, type ReplicaSet } from '../objects'
import { deploymentColumns, replicaSetColumns } from '../table/deployment-columns'
import { type Resource } from './resource'

const apps = { group: 'apps', version: 'v1', namespaced: true, hasStatus: true } as const

export const deployments: Resource<Deployment> = {
  ...apps,
  plural: 'deployments',
  kind: 'Deployment',
  columns: deploymentColumns,
  generation: true,
  warnings: templateWarnings('spec'),
  prepareForCreate(draft) {
    draft.status = {}
  },
  setDefaults(draft, minor) {
    draft.spec ??= {} as Deployment['spec']
    const { spec } = draft
    spec.replicas ??= 1
    setTemplateDefaults(spec, minor)
    spec.strategy ??= { type: 'RollingUpdate' }
    spec.strategy.type ||= 'RollingUpdate'
    if (spec.strategy.type === 'RollingUpdate')
      spec.strategy.rollingUpdate = {
        maxUnavailable: '25%',
        maxSurge: '25%',
        ...spec.strategy.rollingUpdate,
      }
    spec.revisionHistoryLimit ??= 10
    spec.progressDeadlineSeconds ??= 600
  },
  validate: ({ spec }, minor) => [
    ...negativeErrors(spec.replicas, 'spec.replicas'),
    ...templatedErrors(spec, 'Deployment', minor),
    ...deploymentStrategyErrors(spec.strategy),
    ...negativeErrors(spec.revisionHistoryLimit, 'spec.revisionHistoryLimit'),
  ],
  validateUpdate: (after, before) =>
    isSame(after.spec.selector, before.spec.selector) ? [] : [selectorChanged(after)],
}

export const replicasets: Resource<ReplicaSet> = {
  ...apps,
  plural: 'replicasets',
  kind: 'ReplicaSet',
  columns: replicaSetColumns,
  generation: true,
  warnings: templateWarnings('spec'),
  prepareForCreate(draft) {
    draft.status = { replicas: 0 }
  },
  setDefaults(draft, minor) {
    draft.spec ??= {} as ReplicaSet['spec']
    draft.spec.replicas ??= 1
    setTemplateDefaults(draft.spec, minor)
  },
  validate: ({ spec }, minor) => [
    ...negativeErrors(spec.replicas, 'spec.replicas'),
    ...templatedErrors(spec, 'ReplicaSet', minor),
  ],
  validateUpdate: (after, before) =>
    isSame(after.spec.selector, before.spec.selector) ? [] : [selectorChanged(after)],
}

/** Fills in what the API server fills in for the template of what makes pods. */
export function setTemplateDefaults(spec: { template: PodTemplate }, minor: number): void {
  spec.template ??= {} as PodTemplate
  spec.template.metadata = { creationTimestamp: null, ...spec.template.metadata }
  spec.template.spec ??= { containers: [] }
  setPodDefaults(spec.template.spec, minor, 'template')
}
