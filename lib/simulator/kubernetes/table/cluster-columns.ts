import {
  type Binding,
  type CertificateSigningRequest,
  type Lease,
  type PriorityClass,
} from '../objects'
import { column, type Column, integer, wide } from './column'
import { ageColumn, createdAtColumn, nameColumn } from './shared-columns'

export const nameAndCreated: readonly Column[] = [nameColumn, createdAtColumn]

export const leaseColumns: readonly Column<Lease>[] = [
  nameColumn,
  column('Holder', ({ spec }) => spec.holderIdentity ?? ''),
  ageColumn,
]

export const priorityClassColumns: readonly Column<PriorityClass>[] = [
  nameColumn,
  integer('Value', ({ value }) => value),
  { ...column('Global-Default', ({ globalDefault = false }) => globalDefault), type: 'boolean' },
  ageColumn,
]

export const csrColumns: readonly Column<CertificateSigningRequest>[] = [
  nameColumn,
  ageColumn,
  column('SignerName', ({ spec }) => spec.signerName),
  column('Requestor', ({ spec }) => spec.username ?? ''),
  column('Condition', ({ status }) => {
    const words = (status.conditions ?? []).map(({ type }) => type)
    if (words.length === 0) return 'Pending'
    return [...words, ...(status.certificate ? ['Issued'] : [])].join(',')
  }),
]

const named = (binding: Binding, kind: string): string =>
  (binding.subjects ?? [])
    .filter((subject) => subject.kind === kind)
    .map(({ namespace, name }) => (kind === 'ServiceAccount' ? `${namespace}/${name}` : name))
    .join(', ')

export const bindingColumns: readonly Column<Binding>[] = [
  nameColumn,
  column('Role', ({ roleRef }) => (roleRef ? `${roleRef.kind}/${roleRef.name}` : '')),
  ageColumn,
  wide(column('Users', (binding) => named(binding, 'User'))),
  wide(column('Groups', (binding) => named(binding, 'Group'))),
  wide(column('ServiceAccounts', (binding) => named(binding, 'ServiceAccount'))),
]
