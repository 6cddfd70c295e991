import assert from 'node:assert/strict'
import { IncomingMessage } from 'node:http'
import { Socket } from 'node:net'
import { test } from 'node:test'
import { type Identity } from './identity'
import { actingAs } from './impersonation'

const admin: Identity = {
  user: 'minikube-user',
  groups: ['system:masters', 'system:authenticated'],
}
const nobody: Identity = { user: 'someone', groups: ['system:authenticated'] }

const access = { podsOf: () => [], rulesOf: () => [] }

/** A request with these headers. */
function request(user?: string, ...groups: readonly string[]): IncomingMessage {
  const message = new IncomingMessage(new Socket())
  if (user !== undefined) message.headersDistinct['impersonate-user'] = [user]
  if (groups.length > 0) message.headersDistinct['impersonate-group'] = [...groups]
  return message
}

test('who names nobody acts as himself', () => {
  assert.equal(actingAs(nobody, request(), access), nobody)
})

const named = [
  [['jane'], ['system:authenticated']],
  [
    ['jane', 'lab', 'system:authenticated'],
    ['lab', 'system:authenticated'],
  ],
  [['system:anonymous'], ['system:unauthenticated']],
  [
    ['system:anonymous', 'lab'],
    ['lab', 'system:unauthenticated'],
  ],
  [
    ['system:serviceaccount:kube-system:robot'],
    ['system:serviceaccounts', 'system:serviceaccounts:kube-system', 'system:authenticated'],
  ],
] as const
for (const [[user, ...groups], expected] of named) {
  test(`an administrator may act as ${[user, ...groups].join(' of ')}`, () => {
    assert.deepEqual(actingAs(admin, request(user, ...groups), access), { user, groups: expected })
  })
}

const refused = [
  [
    ['jane'],
    403,
    'users "jane" is forbidden: User "someone" cannot impersonate resource "users" in API group "" at the cluster scope',
  ],
  [
    ['system:serviceaccount:lab:robot'],
    403,
    'serviceaccounts "robot" is forbidden: User "someone" cannot impersonate resource "serviceaccounts" in API group "" in the namespace "lab"',
  ],
] as const
for (const [[user], code, message] of refused) {
  test(`others may not act as ${user}`, () => {
    assert.throws(() => actingAs(nobody, request(user), access), { code, message })
  })
}

test('a group alone is nobody', () => {
  assert.throws(() => actingAs(admin, request(undefined, 'lab'), access), {
    code: 500,
    message: /^Internal Server Error: .* without impersonating a user$/,
  })
})
