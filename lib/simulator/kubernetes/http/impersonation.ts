import { type IncomingMessage } from 'node:http'
import { StatusError } from '../api/status-error'
import { authorize } from './authorize'
import { anonymous, type Identity } from './identity'

const authenticated = 'system:authenticated'
const serviceAccount = /^system:serviceaccount:([^:]+):([^:]+)$/

/** Whom a request acts as: who sent it, or whom it names (`kubectl --as`). Throws 403 where the sender may not, and 500. */
export function actingAs(sender: Identity, request: IncomingMessage): Identity {
  const [user] = request.headersDistinct['impersonate-user'] ?? []
  const groups = request.headersDistinct['impersonate-group'] ?? []
  if (user === undefined && groups.length === 0) return sender
  if (user === undefined)
    throw new StatusError(
      500,
      'InternalError',
      `Internal error occurred: requested [${groups.map(described).join(' ')}] without impersonating a user`,
    )
  const [, namespace, account] = serviceAccount.exec(user) ?? []
  if (account !== undefined) insist(sender, 'serviceaccounts', account, namespace)
  else insist(sender, 'users', user)
  for (const group of groups) insist(sender, 'groups', group)
  return { user, groups: groupsOf(user, groups, namespace) }
}

const insist = (sender: Identity, plural: string, name: string, namespace?: string): void =>
  authorize(sender, {
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
  if (user === anonymous.user) return named.length > 0 ? named : anonymous.groups
  const own =
    namespace !== undefined && named.length === 0
      ? ['system:serviceaccounts', `system:serviceaccounts:${namespace}`]
      : named
  return own.includes(authenticated) ? own : [...own, authenticated]
}

/** As Go prints a reference to a group. */
const described = (group: string): string => `{Group    ${group}    }`
