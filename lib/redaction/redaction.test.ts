import assert from 'node:assert/strict'
import { test } from 'node:test'
import { generateKeyPairSync } from 'node:crypto'
import { Secret } from '../testbed/testbed'
import { redactInPlace } from './redact-in-place'
import { redacted, remember } from './redacted'
import { PiecewiseRedactor } from './redacting-stream'

const password = 'p@ss "w\\rd"/ü+1'
remember(password)

const base64 = (text: string): string => Buffer.from(text).toString('base64')

test('a secret is masked as it is, in JSON, in a URL', () => {
  assert.equal(redacted(`<${password}>`), '<***>')
  assert.equal(redacted(JSON.stringify({ password })), '{"password":"***"}')
  assert.equal(redacted(JSON.stringify(JSON.stringify([password]))), '"[\\"***\\"]"')
  const url = encodeURIComponent(password)
  for (const form of [url, url.toLowerCase().replace('w', 'w'), url.replace('%20', '+')])
    assert.doesNotMatch(redacted(`x=${form}&y`), /ss|22|%|rd/i, form)
})

test('a secret is masked in base64 wherever it begins, and in the base64 of URLs', () => {
  for (const before of ['', 'a', 'ab', 'abc', 'admin:'])
    for (const after of ['', 'a', 'ab', '@host'])
      for (const form of ['base64', 'base64url'] as const) {
        const text = redacted(Buffer.from(before + password + after).toString(form))
        const rest = Buffer.from(text.split('***')[0] ?? '', form).toString()
        assert.match(text, /\*\*\*/, `${before}…${after}`)
        assert.doesNotMatch(rest, /p@s/)
        assert.ok(text.length < before.length * 2 + after.length * 2 + 14, text)
      }
})

test('each line of a secret is one, but short ones and the frame of a PEM block are not', () => {
  remember('-----BEGIN CERTIFICATE-----\nMIIBxTCCAWugAwIBAgIB\nab\n-----END CERTIFICATE-----\n')
  assert.equal(redacted('MIIBxTCCAWugAwIBAgIB and ab'), '*** and ab')
  assert.equal(redacted('-----BEGIN CERTIFICATE-----'), '-----BEGIN CERTIFICATE-----')
})

test('a value that is made a Secret, and the longer of two first', () => {
  new Secret('open')
  new Secret('open sesame')
  assert.equal(redacted('open sesame, open'), '***, ***')
})

test('a private key is masked by its form, though nobody named it: raw, cut off, escaped, in a kubeconfig', () => {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const key = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()
  const [, line = ''] = key.split('\n')
  assert.equal(redacted(`a\n${key}b`), 'a\n***\nb')
  assert.equal(redacted(`a\n${key.slice(0, 60)}`), 'a\n***')
  assert.equal(redacted(JSON.stringify({ key })), '{"key":"***\\n"}')
  assert.equal(redacted(`x ${base64(key)} y`), 'x *** y')
  const wrapped = base64(key).replace(/(.{76})/g, '$1\n')
  assert.equal(redacted(`x: ${wrapped} y`), 'x: *** y')
  const kubeconfig = `users:\n- user:\n    client-certificate-data: LS0tLS1CRUdJTiBDRVJU\n    client-key-data: ${base64(key)}\n    token: abcdefgh\n`
  assert.equal(
    redacted(kubeconfig),
    'users:\n- user:\n    client-certificate-data: LS0tLS1CRUdJTiBDRVJU\n    client-key-data: ***\n    token: ***\n',
  )
  assert.doesNotMatch(redacted(kubeconfig + key), new RegExp(line.slice(0, 20)))
})

test('a key is masked whole though a short secret stands in the middle of it', () => {
  const key = `-----BEGIN PRIVATE KEY-----\n${'A1b2'.repeat(16)}\n-----END PRIVATE KEY-----`
  for (const text of [key, base64(key)]) {
    new Secret(text.slice(40, 46))
    assert.equal(redacted(`x ${text} y`), 'x *** y')
  }
})

test('tokens and logins in URLs are masked by their form, what looks alike is not', () => {
  const jwt = 'eyJhbGciOiJSUzI1NiJ9.eyJpc3MiOiJrdWJl.c2lnbmF0dXJl'
  assert.equal(redacted(`Authorization: Bearer abc.def`), 'Authorization: Bearer ***')
  assert.equal(redacted(`the token ${jwt} is`), 'the token *** is')
  assert.equal(
    redacted('kubeadm join --token abcdef.0123456789abcdef x'),
    'kubeadm join --token *** x',
  )
  assert.equal(redacted('http://me:hunter2@proxy:3128/'), 'http://me:***@proxy:3128/')
  const innocent =
    'name: vlab-01\nserviceAccountToken:\n  expirationSeconds: 3607\nhttps://a:6443/b@c test-ds-abcde.17f0a1b2c3d4e5f6'
  assert.equal(redacted(innocent), innocent)
})

test('pieces: a secret is masked wherever it is cut, nothing is lost, innocent text is not held back', () => {
  const key = `-----BEGIN RSA PRIVATE KEY-----\n${'A1b2'.repeat(16)}\n-----END RSA PRIVATE KEY-----`
  const text = `one ${password} two ${base64(password)} three\n${key}\nfour - `
  for (const size of [1, 2, 3, 7, 16, 50]) {
    const redactor = new PiecewiseRedactor()
    let out = ''
    for (let at = 0; at < text.length; at += size) out += redactor.write(text.slice(at, at + size))
    assert.equal(out + redactor.end(), redacted(text), String(size))
  }
  assert.equal(new PiecewiseRedactor().write('passed  1.2 s\n'), 'passed  1.2 s\n')
})

test('in an object every text is redacted, and what is base64 as a whole stays so', () => {
  const message = {
    attachment: { body: base64(`key ${password}!`), contentEncoding: 'BASE64' },
    list: [{ text: password, count: 1, nothing: null }],
  }
  redactInPlace(message)
  assert.deepEqual(message, {
    attachment: { body: base64('key ***!'), contentEncoding: 'BASE64' },
    list: [{ text: '***', count: 1, nothing: null }],
  })
})
