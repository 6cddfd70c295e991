import assert from 'node:assert/strict'
import { PassThrough } from 'node:stream'
import { type TestContext, test } from 'node:test'
import { LiveLine } from './live-line'

test('the line is cut to the terminal and taken away before anything else is printed', (t) => {
  const { terminal, line } = liveLine(t, () => 'a line that is too long')
  t.mock.timers.tick(250)
  line.print('finished\n')
  assert.equal(String(terminal.read()), 'a line th\r\x1b[Kfinished\n')
})

test('nothing is drawn while there is nothing to say, nor after its end', (t) => {
  let text = ''
  const { terminal, line } = liveLine(t, () => text)
  t.mock.timers.tick(500)
  line.close()
  text = 'too late'
  t.mock.timers.tick(500)
  assert.equal(terminal.read(), null)
})

const liveLine = (
  t: TestContext,
  text: () => string,
): { terminal: PassThrough; line: LiveLine } => {
  t.mock.timers.enable({ apis: ['setInterval'] })
  const terminal = Object.assign(new PassThrough(), { columns: 10 })
  return { terminal, line: new LiveLine(terminal, text) }
}
