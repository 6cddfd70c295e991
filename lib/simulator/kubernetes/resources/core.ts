import { immutableErrors, keyedDataErrors, secretErrors } from '../api/validation/data-validation'
import { invalidValue } from '../api/field-error'
import { isQualifiedName } from '../api/validation/names'
import { forbidden } from '../api/status-error'
import { type ConfigMap, type Namespace, type Secret, type ServiceAccount } from '../objects'
import * as columns from '../table/core-columns'
import { has } from '../release/changes'
import { type Resource } from './resource'

const core = { group: '', version: 'v1' } as const

const unqualified = 'name is neither a standard finalizer name nor is it fully qualified'

const lasting = ['default', 'kube-system', 'kube-public']

export const namespaces: Resource<Namespace> = {
  ...core,
  plural: 'namespaces',
  kind: 'Namespace',
  namespaced: false,
  hasStatus: true,
  fields: { 'status.phase': ({ status }: Namespace) => status.phase },
  columns: columns.namespaceColumns,
  deletedObjectAnswered: true,
  insistOnDeletable({ metadata: { name } }) {
    if (lasting.includes(name))
      throw forbidden(namespaces, name, 'this namespace may not be deleted')
  },
  setDefaults(draft, minor) {
    const { name } = draft.metadata
    if (name && has('NamespaceDefaultLabelName', minor))
      draft.metadata.labels = { ...draft.metadata.labels, 'kubernetes.io/metadata.name': name }
    draft.spec ??= {}
    draft.status ??= {} as Namespace['status']
    draft.status.phase ||= 'Active'
  },
  prepareForCreate(draft) {
    const { finalizers = [] } = draft.spec
    draft.spec.finalizers = [...new Set([...finalizers, 'kubernetes'])]
    draft.status = { phase: 'Active' }
  },
  validateNew: ({ spec: { finalizers = [] } }) =>
    finalizers
      .filter((name) => name !== 'kubernetes' && !isQualifiedName(name))
      .map((name) => invalidValue('spec.finalizers', name, unqualified)),
  /** Its finalizers are only written apart. */
  prepareForUpdate(draft, before, subresource) {
    if (subresource !== 'finalize') draft.spec = before.spec
  },
  validateStatus: ({ metadata, status }) => {
    const wanted = metadata.deletionTimestamp ? 'Terminating' : 'Active'
    const when = metadata.deletionTimestamp ? 'is not empty' : 'is empty'
    const why = `may only be '${wanted}' if \`deletionTimestamp\` ${when}`
    return status.phase === wanted ? [] : [invalidValue('status.Phase', status.phase, why)]
  },
  nameForm: 'label',
}

export const configmaps: Resource<ConfigMap> = {
  ...core,
  plural: 'configmaps',
  kind: 'ConfigMap',
  namespaced: true,
  checkedOnce: true,
  columns: columns.configMapColumns,
  validate: ({ data = {}, binaryData = {} }) => keyedDataErrors({ data, binaryData }),
  validateUpdate: (after, before) => immutableErrors(after, before, ['data', 'binaryData']),
}

export const secrets: Resource<Secret> = {
  ...core,
  plural: 'secrets',
  kind: 'Secret',
  namespaced: true,
  checkedOnce: true,
  fields: { type: ({ type }: Secret) => type },
  columns: columns.secretColumns,
  setDefaults(draft) {
    draft.type ||= 'Opaque'
    for (const [key, value] of Object.entries(draft.stringData ?? {})) {
      draft.data = { ...draft.data, [key]: Buffer.from(value).toString('base64') }
    }
    delete draft.stringData
  },
  validate: (secret) => [...keyedDataErrors({ data: secret.data ?? {} }), ...secretErrors(secret)],
  validateUpdate: (after, before) => [
    ...(after.type === before.type ? [] : [invalidValue('type', after.type, 'field is immutable')]),
    ...immutableErrors(after, before, ['data']),
  ],
}

export const serviceaccounts: Resource<ServiceAccount> = {
  ...core,
  plural: 'serviceaccounts',
  kind: 'ServiceAccount',
  namespaced: true,
  deletedObjectAnswered: true,
  columns: columns.serviceAccountColumns,
  /** Of a secret it keeps the name. */
  prepareForCreate: nameSecrets,
  prepareForUpdate: nameSecrets,
}

function nameSecrets(draft: ServiceAccount): void {
  if (draft.secrets) draft.secrets = draft.secrets.map(({ name }) => ({ name }))
}
