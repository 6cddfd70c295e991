import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setImmediate as turn } from 'node:timers/promises'
import { Lifetime } from './lifetime'

test('many follow one without a warning, and end with it but for those that were disposed of', async (t) => {
  const warnings: Error[] = []
  const hear = (warning: Error): number => warnings.push(warning)
  process.on('warning', hear)
  t.after(() => process.off('warning', hear))
  const power = new AbortController()
  const lives = Array.from({ length: 20 }, () => new Lifetime(power.signal))
  await turn()
  assert.deepEqual(warnings, [])
  lives[0]![Symbol.dispose]()
  power.abort(new Error('no power'))
  assert.deepEqual(
    lives.map(({ signal }) => signal.aborted),
    [false, ...Array.from({ length: 19 }, () => true)],
  )
})
