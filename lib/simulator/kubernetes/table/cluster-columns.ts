import { type CertificateSigningRequest, type KubeObject, type Lease } from '../objects'
import { column, type Column, wide } from './column'
import { ageColumn, createdAtColumn, nameColumn } from './shared-columns'

export const nameAndCreated: readonly Column[] = [nameColumn, createdAtColumn]

export const leaseColumns: readonly Column<Lease>[] = [
  nameColumn,
  column('Holder', ({ spec }) => spec.holderIdentity ?? ''),
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

interface RoleBinding extends KubeObject {
  roleRef?: { kind: string; name: string }
}

export const bindingColumns: readonly Column[] = [
  nameColumn,
  column('Role', ({ roleRef }: RoleBinding) => (roleRef ? `${roleRef.kind}/${roleRef.name}` : '')),
  wide(ageColumn),
]
