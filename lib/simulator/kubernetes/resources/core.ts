import { labelErrors } from '../api/metadata-validation'
import { mapOfStrings } from '../api/typed-fields'
import {
  type ConfigMap,
  type Event,
  type Namespace,
  type Secret,
  type ServiceAccount,
} from '../objects'
import { nameAndCreated } from '../table/cluster-columns'
import * as columns from '../table/core-columns'
import { allVerbs, type Resource, statusOf } from './resource'

const core = { group: '', version: 'v1', verbs: allVerbs } as const

export const namespaces: Resource<Namespace> = {
  ...core,
  plural: 'namespaces',
  singular: 'namespace',
  kind: 'Namespace',
  namespaced: false,
  verbs: allVerbs.filter((verb) => verb !== 'deletecollection'),
  shortNames: ['ns'],
  storageVersionHash: 'Q3oi5N2YM8M=',
  subresources: [statusOf('Namespace')],
  fields: { 'status.phase': ({ status }: Namespace) => status.phase },
  columns: columns.namespaceColumns,
  deletedObjectAnswered: true,
  setDefaults(draft) {
    draft.spec ??= {}
    draft.spec.finalizers ??= ['kubernetes']
  },
  prepareForCreate(draft) {
    draft.status = { phase: 'Active' }
  },
  validate: ({ metadata }) => labelErrors(metadata.labels),
}

export const configmaps: Resource<ConfigMap> = {
  ...core,
  plural: 'configmaps',
  singular: 'configmap',
  kind: 'ConfigMap',
  namespaced: true,
  shortNames: ['cm'],
  storageVersionHash: 'qFsyl6wFWjQ=',
  typedFields: [mapOfStrings('data', 'ConfigMap'), mapOfStrings('metadata.labels', 'ObjectMeta')],
  columns: columns.configMapColumns,
  validate: ({ metadata, data = {} }) => [
    ...labelErrors(metadata.labels),
    ...Object.keys(data)
      .filter((key) => !/^[-._a-zA-Z0-9]+$/.test(key))
      .map((key) => ({
        field: `data[${key}]`,
        reason: 'FieldValueInvalid' as const,
        message: `Invalid value: "${key}": a valid config key must consist of alphanumeric characters, '-', '_' or '.' (e.g. 'key.name',  or 'KEY_NAME',  or 'key-name', regex used for validation is '[-._a-zA-Z0-9]+')`,
      })),
  ],
}

export const secrets: Resource<Secret> = {
  ...core,
  plural: 'secrets',
  singular: 'secret',
  kind: 'Secret',
  namespaced: true,
  storageVersionHash: 'S6u1pOWzb84=',
  fields: { type: ({ type }: Secret) => type },
  columns: columns.secretColumns,
  setDefaults(draft) {
    draft.type ??= 'Opaque'
    for (const [key, value] of Object.entries(draft.stringData ?? {})) {
      draft.data = { ...draft.data, [key]: Buffer.from(value).toString('base64') }
    }
    delete draft.stringData
  },
}

export const serviceaccounts: Resource<ServiceAccount> = {
  ...core,
  plural: 'serviceaccounts',
  singular: 'serviceaccount',
  kind: 'ServiceAccount',
  namespaced: true,
  shortNames: ['sa'],
  storageVersionHash: 'pbx9ZvyFpBE=',
  columns: columns.serviceAccountColumns,
}

export const services: Resource = {
  ...core,
  plural: 'services',
  singular: 'service',
  kind: 'Service',
  namespaced: true,
  verbs: allVerbs.filter((verb) => verb !== 'deletecollection'),
  shortNames: ['svc'],
  categories: ['all'],
  storageVersionHash: '0/CO1lhkEBI=',
  subresources: [statusOf('Service')],
  columns: columns.serviceColumns,
}

/** Nobody sets limits here; `kubectl describe namespace` asks for both. */
export const resourcequotas: Resource = {
  ...core,
  plural: 'resourcequotas',
  singular: 'resourcequota',
  kind: 'ResourceQuota',
  namespaced: true,
  shortNames: ['quota'],
  storageVersionHash: '8uhSgffRX6w=',
  subresources: [statusOf('ResourceQuota')],
  columns: nameAndCreated,
}

export const limitranges: Resource = {
  ...core,
  plural: 'limitranges',
  singular: 'limitrange',
  kind: 'LimitRange',
  namespaced: true,
  shortNames: ['limits'],
  storageVersionHash: 'EBKMFVe6cwo=',
  columns: nameAndCreated,
}

export const events: Resource<Event> = {
  ...core,
  plural: 'events',
  singular: 'event',
  kind: 'Event',
  namespaced: true,
  shortNames: ['ev'],
  storageVersionHash: 'r2yiGXH7wu8=',
  fields: {
    ...Object.fromEntries(
      (
        ['kind', 'namespace', 'name', 'uid', 'apiVersion', 'resourceVersion', 'fieldPath'] as const
      ).map((field) => [
        `involvedObject.${field}`,
        ({ involvedObject }: Event) => involvedObject[field],
      ]),
    ),
    reason: ({ reason }: Event) => reason,
    source: ({ source }: Event) => source.component,
    type: ({ type }: Event) => type,
  },
  columns: columns.eventColumns,
  setDefaults(draft) {
    draft.eventTime ??= null
    draft.reportingComponent ??= ''
    draft.reportingInstance ??= ''
  },
}
