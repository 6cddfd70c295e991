import { invalidValue } from '../api/field-error'
import { type CertificateSigningRequest, type Lease } from '../objects'
import { isCertificateRequest } from '../../x509/certificate-request'
import { csrColumns, leaseColumns, nameAndCreated } from '../table/cluster-columns'
import { type Resource } from './resource'
import { invalidInGo } from '../api/validation/go-values'

export const leases: Resource<Lease> = {
  group: 'coordination.k8s.io',
  version: 'v1',
  plural: 'leases',
  kind: 'Lease',
  namespaced: true,
  columns: leaseColumns,
  checkedOnce: true,
  validate: ({ spec: { leaseDurationSeconds = 1, leaseTransitions = 0 } = {} }) => [
    ...(leaseDurationSeconds > 0
      ? []
      : [
          invalidValue('spec.leaseDurationSeconds', leaseDurationSeconds, 'must be greater than 0'),
        ]),
    ...(leaseTransitions >= 0
      ? []
      : [
          invalidValue(
            'spec.leaseTransitions',
            leaseTransitions,
            'must to greater or equal than 0',
          ),
        ]),
  ],
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
  prepareForCreate(draft, { requestor }) {
    draft.status = {}
    if (!requestor) return
    draft.spec.username = requestor.user
    draft.spec.groups = [...requestor.groups]
  },
  validate: ({ spec }) =>
    isCertificateRequest(Buffer.from(spec.request ?? '', 'base64').toString())
      ? []
      : [invalidInGo('spec.request', '[]byte{}', 'PEM block type must be CERTIFICATE REQUEST')],
}

const ofReviews = { version: 'v1', namespaced: false, columns: nameAndCreated } as const

/** Answered at once and never kept: `kubectl auth can-i`. */
export const selfsubjectaccessreviews: Resource = {
  ...ofReviews,
  group: 'authorization.k8s.io',
  plural: 'selfsubjectaccessreviews',
  kind: 'SelfSubjectAccessReview',
}

/** The same, for all that one may: `kubectl auth can-i --list`. */
export const selfsubjectrulesreviews: Resource = {
  ...ofReviews,
  group: 'authorization.k8s.io',
  plural: 'selfsubjectrulesreviews',
  kind: 'SelfSubjectRulesReview',
}

/** And for who one is: `kubectl auth whoami`. */
export const selfsubjectreviews: Resource = {
  ...ofReviews,
  group: 'authentication.k8s.io',
  plural: 'selfsubjectreviews',
  kind: 'SelfSubjectReview',
}
