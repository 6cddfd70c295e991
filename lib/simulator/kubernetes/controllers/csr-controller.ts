import { durations } from '../../chance/durations'
import { type CertificateSigningRequest, type Condition } from '../objects'
import { certificatesigningrequests } from '../resources/cluster-services'
import { timestamp } from '../../time/timestamp'
import { type Controller, type ControllerContext, tolerant } from './controller'

const clientSigner = 'kubernetes.io/kube-apiserver-client-kubelet'

/** Approves the certificate requests of kubelets, and signs what is approved. */
export const csrController: Controller = (context) => {
  const { client, clock, random } = context
  return client.watch([certificatesigningrequests], ({ type, object }) => {
    if (type === 'DELETED') return
    const request = object as CertificateSigningRequest
    const chance = random.forObject(`${object.metadata.name} ${request.status.conditions?.length}`)
    clock.after(chance.within(durations.signCertificate), () => void advance(context, request))
  })
}

async function advance(
  context: ControllerContext,
  { metadata, spec, status }: CertificateSigningRequest,
): Promise<void> {
  const has = (wanted: string): boolean =>
    status.conditions?.some(({ type }) => type === wanted) ?? false
  if (status.certificate || has('Denied')) return
  if (!has('Approved')) {
    if (spec.signerName === clientSigner) tolerant(() => approve(context, metadata.name))
    return
  }
  const request = Buffer.from(spec.request, 'base64').toString()
  const pem = context.pki.signRequest(request)
  tolerant(
    () =>
      void context.client.modifyStatus(certificatesigningrequests, metadata, (draft) => {
        draft.status.certificate = Buffer.from(pem).toString('base64')
      }),
  )
}

function approve({ client, clock }: ControllerContext, name: string): void {
  const now = timestamp(clock.now())
  const approved: Condition = {
    type: 'Approved',
    status: 'True',
    reason: 'AutoApproved',
    message: 'Auto approving kubelet client certificate after SubjectAccessReview.',
    lastUpdateTime: now,
    lastTransitionTime: now,
  }
  client.modifyStatus(certificatesigningrequests, { name }, (draft) => {
    draft.status.conditions = [...(draft.status.conditions ?? []), approved]
  })
}
