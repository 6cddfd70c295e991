import { type PeerCertificate, type TLSSocket } from 'node:tls'
import { type IncomingMessage } from 'node:http'
import { unauthorized } from '../../api/status-error'
import { urlOf } from '../request-url'
import { bootstrapTokenIdentity } from './bootstrap-token-identity'
import { tokenIdentity, type TokenLookups } from './token-identity'

export interface Identity {
  readonly user: string
  readonly groups: readonly string[]
}

export const anonymous: Identity = { user: 'system:anonymous', groups: ['system:unauthenticated'] }

type Subject = PeerCertificate['subject'] | undefined

const subjects = new WeakMap<TLSSocket, { readonly subject: Subject }>()

/** Of the client's certificate; read once in the life of a connection, as that is dear. */
function subjectOf(socket: TLSSocket): Subject {
  let known = subjects.get(socket)
  if (!known) subjects.set(socket, (known = { subject: socket.getPeerCertificate().subject }))
  return known.subject
}

/** Who asks, by the client certificate: CN is the user, each O a group; else by a token. Throws 401 for one that isn't ours. */
export function identityOf(request: IncomingMessage, lookups: TokenLookups): Identity {
  const socket = request.socket as TLSSocket
  const subject = subjectOf(socket)
  if (!subject) {
    const [, token] = /^Bearer\s+(\S+)/i.exec(request.headers.authorization ?? '') ?? []
    if (token === undefined) return anonymous
    const identity = tokenIdentity(token, lookups) ?? bootstrapTokenIdentity(token, lookups)
    if (!identity) throw unauthorized()
    return identity
  }
  if (!socket.authorized) throw unauthorized()
  const organisations = [subject.O ?? []].flat()
  return { user: [subject.CN].flat()[0] ?? '', groups: [...organisations, 'system:authenticated'] }
}

/** Who owns what a request writes: the query's fieldManager, or the program that asks. */
export function managerOf(request: IncomingMessage): string {
  const asked = urlOf(request).searchParams.get('fieldManager')
  return asked || (request.headers['user-agent']?.split('/')[0] ?? 'unknown').slice(0, 128)
}
