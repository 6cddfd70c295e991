import { type Subject } from '../../objects'
import { rbacGroup } from '../../resources/access'

/**
 * Who has the server's own roles, as 1.20 has it: `[namespace/]name[ of the role, if that is another]:` and groups, users and service
 * accounts. What controllers have is not told: each has the role of its name.
 */
const text = `
cluster-admin: g:system:masters
system:basic-user: g:system:authenticated
system:discovery: g:system:authenticated
system:kube-controller-manager: u:system:kube-controller-manager
system:kube-dns: s:kube-system/kube-dns
system:kube-scheduler: u:system:kube-scheduler
system:monitoring: g:system:monitoring
system:node:
system:node-proxier: u:system:kube-proxy
system:public-info-viewer: g:system:authenticated g:system:unauthenticated
system:service-account-issuer-discovery: g:system:serviceaccounts
system:volume-scheduler: u:system:kube-scheduler
kube-public/system:controller:bootstrap-signer: s:kube-system/bootstrap-signer
kube-system/system::extension-apiserver-authentication-reader extension-apiserver-authentication-reader: u:system:kube-controller-manager u:system:kube-scheduler
kube-system/system::leader-locking-kube-controller-manager: u:system:kube-controller-manager s:kube-system/kube-controller-manager
kube-system/system::leader-locking-kube-scheduler: u:system:kube-scheduler s:kube-system/kube-scheduler
kube-system/system:controller:bootstrap-signer: s:kube-system/bootstrap-signer
kube-system/system:controller:cloud-provider: s:kube-system/cloud-provider
kube-system/system:controller:token-cleaner: s:kube-system/token-cleaner
`

export interface OwnBinding {
  readonly name: string
  readonly namespace?: string
  readonly role: string
  readonly subjects: Subject[]
}

export const ownBindings = (): OwnBinding[] => text.trim().split('\n').map(bindingIn)

function bindingIn(line: string): OwnBinding {
  const [, namespace, name = '', role = name, subjects = ''] =
    /^(?:([\w-]+)\/)?(\S+?)(?: (\S+))?:((?: [gus]:\S+)*)$/.exec(line) ?? []
  const named = subjects.trim().split(' ').filter(Boolean).map(subjectIn)
  return { name, ...(namespace && { namespace }), role, subjects: named }
}

function subjectIn(word: string): Subject {
  const [letter, rest] = [word[0], word.slice(2)]
  if (letter === 's') {
    const [namespace = '', name = ''] = rest.split('/')
    return { kind: 'ServiceAccount', name, namespace }
  }
  return { kind: letter === 'g' ? 'Group' : 'User', apiGroup: rbacGroup, name: rest }
}
