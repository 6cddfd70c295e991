import assert from 'node:assert/strict'
import { test } from 'node:test'
import { justBash } from '../../shell/just-bash'
import { bundledCommands } from './bundled-commands'

test('just-bash has every command that is taken of it', () => {
  const names = new Set<string>(justBash().getCommandNames())
  assert.deepEqual(
    bundledCommands.filter((name) => !names.has(name)),
    [],
  )
})
