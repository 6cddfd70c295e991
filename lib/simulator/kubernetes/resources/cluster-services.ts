import { type CertificateSigningRequest, type Lease } from '../objects'
import { isCertificateRequest } from '../pki'
import { bindingColumns, csrColumns, leaseColumns, nameAndCreated } from '../table/cluster-columns'
import { allVerbs, type Resource, statusOf } from './resource'

export const leases: Resource<Lease> = {
  group: 'coordination.k8s.io',
  version: 'v1',
  plural: 'leases',
  singular: 'lease',
  kind: 'Lease',
  namespaced: true,
  verbs: allVerbs,
  storageVersionHash: '/sY7hl8ol1U=',
  columns: leaseColumns,
}

export const certificatesigningrequests: Resource<CertificateSigningRequest> = {
  group: 'certificates.k8s.io',
  version: 'v1',
  plural: 'certificatesigningrequests',
  singular: 'certificatesigningrequest',
  kind: 'CertificateSigningRequest',
  namespaced: false,
  verbs: allVerbs,
  shortNames: ['csr'],
  storageVersionHash: '95fRKMXA+00=',
  subresources: [
    { name: 'approval', kind: 'CertificateSigningRequest', verbs: ['get', 'patch', 'update'] },
    statusOf('CertificateSigningRequest'),
  ],
  fields: { 'spec.signerName': ({ spec }: CertificateSigningRequest) => spec.signerName },
  columns: csrColumns,
  prepareForCreate(draft) {
    draft.status = {}
  },
  validate: ({ spec }) =>
    isCertificateRequest(Buffer.from(spec.request ?? '', 'base64').toString())
      ? []
      : [
          {
            field: 'spec.request',
            reason: 'FieldValueInvalid',
            message: 'Invalid value: []byte{}: PEM block type must be CERTIFICATE REQUEST',
          },
        ],
}

const rbac = {
  group: 'rbac.authorization.k8s.io',
  version: 'v1',
  namespaced: true,
  anyName: true,
  verbs: allVerbs,
} as const

export const roles: Resource = {
  ...rbac,
  plural: 'roles',
  singular: 'role',
  kind: 'Role',
  storageVersionHash: '7FuwZcIIItM=',
  columns: nameAndCreated,
}

export const rolebindings: Resource = {
  ...rbac,
  plural: 'rolebindings',
  singular: 'rolebinding',
  kind: 'RoleBinding',
  storageVersionHash: 'eGsCzGH6b1g=',
  columns: bindingColumns,
}

/** Answered at once and never kept: `kubectl auth can-i`. */
export const selfsubjectaccessreviews: Resource = {
  group: 'authorization.k8s.io',
  version: 'v1',
  plural: 'selfsubjectaccessreviews',
  singular: 'selfsubjectaccessreview',
  kind: 'SelfSubjectAccessReview',
  namespaced: false,
  verbs: ['create'],
  columns: nameAndCreated,
}
