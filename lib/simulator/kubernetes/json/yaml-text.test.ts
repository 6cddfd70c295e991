import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parse } from 'yaml'
import { yamlText } from './yaml-text'

test('texts are quoted where YAML 1.1 would read something else, and nowhere else', () => {
  const data = {
    n: '1',
    yes: 'on',
    plain: 'a:b',
    colon: 'a: b',
    dash: '- x',
    empty: '',
    time: '12:30',
  }
  assert.equal(
    yamlText({ data, list: [], none: null }),
    `data:
  colon: 'a: b'
  dash: '- x'
  empty: ""
  "n": "1"
  plain: a:b
  time: "12:30"
  "yes": "on"
list: []
none: null
`,
  )
})

test('a long text is folded at the first space after the margin', () => {
  assert.equal(
    yamlText({ metadata: [{ message: `${'word '.repeat(17)}end` }] }),
    `metadata:
- message: word word word word word word word word word word word word word word word
    word word end
`,
  )
})

test('what is written is what is read', () => {
  const values = [
    'two\nlines\n',
    'ends without\nnewline',
    '\n  indented\n',
    "it's",
    '"x"',
    '#',
    'a #b',
  ]
  const written = yamlText({ nested: [{ values, deeper: { keys: [[1, 2], { a: true }] } }] })
  assert.deepEqual(parse(written, { version: '1.1' }), {
    nested: [{ values, deeper: { keys: [[1, 2], { a: true }] } }],
  })
})
