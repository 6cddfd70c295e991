import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, test } from 'node:test'
import { root as script } from '../../lib/host/command'
import { type Effects, effectsIn } from './effects'
import { missing, shells } from './shells'
import { nameOf } from './trial'
import { filesOfChanges, trials } from './trials'

describe('every undo script does the same in dash, in bash and in the twin', () => {
  let first: Readonly<Record<string, Effects>> | undefined
  for (const shell of shells)
    test(shell, { skip: missing(shell) ?? false }, async (t) => {
      const all = await trials()
      const effects = await effectsIn(t, shell, all)
      for (const trial of all) {
        const { left, changed } = effects[nameOf(trial)]!
        assert.deepEqual(Object.keys(left), trial.stays ?? [], `what ${nameOf(trial)} leaves`)
        assert.ok(trial.meanwhile ?? Object.keys(changed).length > 0, nameOf(trial))
      }
      assert.deepEqual(effects['boot service']?.left, {
        '/etc/systemd/system/kubesonic-restore.service': 'absent',
      })
      first ??= effects
      assert.deepEqual(effects, first)
      t.diagnostic(`${Object.keys(effects).length} kinds of undo`)
    })
})

test('an undo that does nothing is noticed', async (t) => {
  const change = { what: 'a file', do: script`echo ours > /tmp/file`, undo: script`:` }
  const { left } = (await effectsIn(t, 'twin', [{ change }]))['a file']!
  assert.deepEqual(left, { '/tmp/file': 'file 644 ours\n' })
})

test('no change is defined where this test does not know of it', () => {
  const root = path.join(__dirname, '../..')
  const defining = readdirSync(path.join(root, 'lib'), { recursive: true })
    .map((file) => `lib/${String(file)}`)
    .filter((file) => /^lib\/(?!simulator\/).*(?<!\.test)\.ts$/.test(file))
    .filter((file) =>
      /^\s+undo: (root`|\w+Of\w+)/m.test(readFileSync(path.join(root, file), 'utf8')),
    )
  assert.deepEqual(defining.sort(), [...filesOfChanges].sort(), 'add a trial of it to test/undo')
})
