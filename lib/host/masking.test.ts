import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Secret } from '../testbed/testbed'
import { masked } from './masking'

test('a secret is masked wherever it stands, whole or by line', () => {
  const key = new Secret('-----BEGIN-----\nMIIEow\n-----END-----\n')
  assert.equal(masked('MIIEow! and -----END-----', [key]), '***! and ***')
  assert.equal(masked(`<${key.reveal()}>`, [key]), '<***>')
})

test('the longer of two secrets is masked first', () => {
  assert.equal(masked('open sesame', [new Secret('open'), new Secret('open sesame')]), '***')
})

test('short lines of a secret do not riddle the text', () => {
  assert.equal(masked('a b c', [new Secret('a\n\nb')]), 'a b c')
})

test('a private key is masked though nobody named it a secret, also one that was cut off', () => {
  const key = (end: string): string => `-----BEGIN RSA PRIVATE KEY-----\nMIIEow\n${end}`
  assert.equal(masked(`a\n${key('-----END RSA PRIVATE KEY-----')}\nb`, []), 'a\n***\nb')
  assert.equal(masked(`a\n${key('')}`, []), 'a\n***')
})
