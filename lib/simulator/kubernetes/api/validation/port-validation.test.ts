import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type PodContainer } from '../../objects'
import { portErrors } from './port-validation'

const words = { 24: 'letter or number (a-z, 0-9)', 25: 'letter (a-z)' }

for (const [minor, letter] of Object.entries(words))
  test(`1.${minor} wants at least one ${letter} in a port's name`, () => {
    const container = { ports: [{ name: '1-2', containerPort: 80 }] } as PodContainer
    const [error, ...others] = portErrors(container, 'at', Number(minor))
    assert.match(
      error?.message ?? '',
      new RegExp(`must contain at least one ${letter.replace(/[()]/g, '\\$&')}$`),
    )
    assert.deepEqual(others, [])
  })
