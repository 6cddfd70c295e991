import assert from 'node:assert/strict'
import { test } from 'node:test'
import { jsonMistake } from './json-mistake'

/** As the real server has answered to such bodies. */
const mistakes: Readonly<Record<string, string>> = {
  '': 'unexpected end of JSON input',
  '{': 'unexpected end of JSON input',
  '{"a":"b': 'unexpected end of JSON input',
  nonsense: "invalid character 'o' in literal null (expecting 'u')",
  '{"a":1,}': "invalid character '}' looking for beginning of object key string",
  "{'a':1}": "invalid character '\\'' looking for beginning of object key string",
  '{"a" 1}': "invalid character '1' after object key",
  '{"a":1 "b":2}': `invalid character '"' after object key:value pair`,
  '[1 2]': "invalid character '2' after array element",
  '{"a":1} x': "invalid character 'x' after top-level value",
}

test('what is no JSON is refused in the words of Go', () => {
  const said = Object.keys(mistakes).map((text) => [text, jsonMistake(text)])
  assert.deepEqual(Object.fromEntries(said), mistakes)
})
