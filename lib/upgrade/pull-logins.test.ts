import assert from 'node:assert/strict'
import { test } from 'node:test'
import { featuresArePulled } from '../registry/registry-check'
import { Secret, type Testbed } from '../testbed/testbed'
import { PullLogins } from './pull-logins'

test('each DaemonSet of an upgrade brings a pull secret with a fresh token; all of them go with the upgrade', async () => {
  const secrets = new Map<string, string>()
  let tokens = 0
  const pulls = {
    login: () => {
      tokens += 1
      return Promise.resolve({ user: 'u', token: new Secret(`token ${tokens}`), until: undefined })
    },
    createSecret: (name: string, { token }: { token: Secret }) => {
      secrets.set(name, token.reveal())
      return Promise.resolve(() => Promise.resolve(secrets.delete(name)))
    },
  }
  const logins = new PullLogins(pulls, 'snmp-run')
  assert.deepEqual(await logins.next(), { pullSecret: 'snmp-run-1' })
  assert.deepEqual(await logins.next(), { pullSecret: 'snmp-run-2' })
  assert.deepEqual([...secrets.values()], ['token 1', 'token 2'])
  await logins.undo()
  assert.equal(secrets.size, 0)
  assert.deepEqual(await new PullLogins(undefined, 'snmp-run').next(), {})
})

test("the images of SONiC's containers are pulled where they are named after the registry that the testbed file logs in to", () => {
  const of = (host: string | null, images: string | null): boolean =>
    featuresArePulled({
      registry: host === null ? null : { host },
      images: { registry: images },
    } as unknown as Testbed)
  assert.equal(of('r:5000', 'r:5000'), true)
  assert.equal(of('r:5000', null), false)
  assert.equal(of('r:5000', 'other:5000'), false)
  assert.equal(of(null, 'r:5000'), false)
})
