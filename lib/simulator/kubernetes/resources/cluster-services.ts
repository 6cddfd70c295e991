import { type CertificateSigningRequest, type Lease } from '../objects'
import { isCertificateRequest } from '../../x509/certificate-request'
import { bindingColumns, csrColumns, leaseColumns, nameAndCreated } from '../table/cluster-columns'
import { type Resource } from './resource'

export const leases: Resource<Lease> = {
  group: 'coordination.k8s.io',
  version: 'v1',
  plural: 'leases',
  kind: 'Lease',
  namespaced: true,
  columns: leaseColumns,
}

export const certificatesigningrequests: Resource<CertificateSigningRequest> = {
  group: 'certificates.k8s.io',
  version: 'v1',
  plural: 'certificatesigningrequests',
  kind: 'CertificateSigningRequest',
  namespaced: false,
  hasStatus: true,
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
  nameForm: 'any',
} as const

export const roles: Resource = {
  ...rbac,
  plural: 'roles',
  kind: 'Role',
  columns: nameAndCreated,
}

export const rolebindings: Resource = {
  ...rbac,
  plural: 'rolebindings',
  kind: 'RoleBinding',
  columns: bindingColumns,
}

/** Answered at once and never kept: `kubectl auth can-i`. */
export const selfsubjectaccessreviews: Resource = {
  group: 'authorization.k8s.io',
  version: 'v1',
  plural: 'selfsubjectaccessreviews',
  kind: 'SelfSubjectAccessReview',
  namespaced: false,
  columns: nameAndCreated,
}
