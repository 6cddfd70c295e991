import { type IncomingMessage } from 'node:http'
import { PlainRefusal } from '../../api/status-error'
import { accountGroups } from '../../credentials/service-account-name'
import { type Attempt, authorize, type Lookups } from './authorize'
import { anonymous, type Identity } from './identity'

const authenticated = 'system:authenticated'
const unauthenticated = 'system:unauthenticated'
const serviceAccount = /^system:serviceaccount:([^:]+):([^:]+)$/

/** Whom a request acts as: who sent it, or whom it names (`kubectl --as`). Throws 403 where the sender may not, and 500. */
export function actingAs(sender: Identity, request: IncomingMessage, lookups: Lookups): Identity {
  const [user] = request.headersDistinct['impersonate-user'] ?? []
  const groups = request.headersDistinct['impersonate-group'] ?? []
  if (user === undefined && groups.length === 0) return sender
  if (user === undefined)
    throw new PlainRefusal(
      500,
      `Internal Server Error: ${JSON.stringify(request.url)}: requested [${groups.map(described).join(' ')}] without impersonating a user`,
    )
  const [, namespace, account] = serviceAccount.exec(user) ?? []
  const insist = (plural: string, name: string, within?: string): void =>
    authorize(sender, impersonating(plural, name, within), lookups)
  if (account !== undefined) insist('serviceaccounts', account, namespace)
  else insist('users', user)
  for (const group of groups) insist('groups', group)
  return { user, groups: groupsOf(user, groups, namespace) }
}

const impersonating = (plural: string, name: string, namespace: string | undefined): Attempt => ({
  verb: 'impersonate',
  route: {
    kind: 'unknownResource',
    resource: { plural, kind: '', group: '' },
    namespace,
    name,
    subresource: undefined,
  },
})

/** Nobody has to name what everybody is in. */
function groupsOf(
  user: string,
  named: readonly string[],
  namespace: string | undefined,
): readonly string[] {
  const own = namespace !== undefined && named.length === 0 ? accountGroups(namespace) : named
  if (own.includes(unauthenticated)) return own
  if (user === anonymous.user) return [...own, unauthenticated]
  return own.includes(authenticated) ? own : [...own, authenticated]
}

/** As Go prints a reference to a group. */
const described = (group: string): string => `{Group  ${group}    }`
