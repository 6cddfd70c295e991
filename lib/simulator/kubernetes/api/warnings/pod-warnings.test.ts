import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { test } from 'node:test'
import { apiOf } from '../../testing/api-of'

interface Recorded {
  readonly name: string
  readonly method: string
  readonly path: string
  readonly contentType: string
  readonly body: string
  readonly status: number
  /** What the server warned of. */
  readonly warning?: string
}

const recordings = path.join(__dirname, '../../contracts/recordings/warnings')

const recorded = (kubernetes: string): Recorded[] =>
  readFileSync(path.join(recordings, `${kubernetes}.jsonl`), 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Recorded)

/** What real servers warned of; 1.22 says what 1.23 does. */
for (const [kubernetes, by] of [
  ['v1.22.2', 'v1.23.1'],
  ['v1.23.1', 'v1.23.1'],
  ['v1.28.4', 'v1.28.4'],
] as const)
  test(`an API server of ${kubernetes} warns who makes pods`, async () => {
    await using api = await apiOf(kubernetes)
    await api.clock.pass(5)
    for (const { name, method, path: to, contentType, body, status, warning } of recorded(by)) {
      const answer = await api.admin.ask(method, to, { contentType, body })
      assert.equal(answer.status, status, name)
      assert.equal(answer.headers.warning, warning, name)
    }
  })

test('an API server of v1.20.2 warns nobody', async () => {
  await using api = await apiOf('v1.20.2')
  await api.clock.pass(5)
  for (const { name, method, path: to, contentType, body } of recorded('v1.23.1')) {
    const answer = await api.admin.ask(method, to, { contentType, body })
    assert.equal(answer.headers.warning, undefined, name)
  }
})
