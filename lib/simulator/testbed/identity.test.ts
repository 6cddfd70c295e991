import assert from 'node:assert/strict'
import { test } from 'node:test'
import { utils } from 'ssh2'
import { generateIdentity } from './identity'

test('an SSH client reads the private key, and its public key is the one for authorized_keys', () => {
  const { privateKey, publicKey } = generateIdentity('a comment')
  const parsed = utils.parseKey(privateKey)
  if (parsed instanceof Error || Array.isArray(parsed)) return assert.fail(String(parsed))
  assert.equal(parsed.type, 'ssh-ed25519')
  assert.equal(parsed.comment, 'a comment')
  assert.equal(`ssh-ed25519 ${parsed.getPublicSSH().toString('base64')} a comment`, publicKey)
  const signature = parsed.sign('text')
  const known = utils.parseKey(publicKey)
  if (known instanceof Error || Array.isArray(known)) return assert.fail(String(known))
  assert.equal(known.verify('text', signature as never), true)
})
