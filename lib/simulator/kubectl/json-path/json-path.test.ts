import assert from 'node:assert/strict'
import { test } from 'node:test'
import { KubectlFailure } from '../failure'
import { renderJsonPath } from './render'

const list = {
  items: [
    { metadata: { name: 'a', labels: { 'x.io/y': '1' } }, ready: true, ports: [1, 2] },
    { metadata: { name: 'b', labels: {} }, conditions: [{ type: 'Ready', status: 'False' }] },
  ],
}

test("templates give what kubectl's JSONPath gives", () => {
  const cases: [string, string][] = [
    ['{.items[0].metadata.name}', 'a'],
    ['{.items[*].metadata.name}', 'a b'],
    ['{.items[-1].metadata.name}', 'b'],
    ["{.items[0].metadata.labels['x\\.io/y']}", '1'],
    ['{.items[0].metadata.labels.x\\.io/y}', '1'],
    ['{.items[1].conditions[?(@.type=="Ready")].status}', 'False'],
    ['{.items[?(@.ready)].metadata.name}', 'a'],
    ['{range .items[*]}{.metadata.name}{"\\n"}{end}', 'a\nb\n'],
    ['name: {.items[0].metadata.name}!', 'name: a!'],
    ['{.items[0].ports}', '[1,2]'],
    ['{.nosuch.deeper}', ''],
  ]
  for (const [template, text] of cases) assert.equal(renderJsonPath(template, list), text, template)
})

test('a path that cannot be read is an error, not an empty answer', () => {
  assert.throws(() => renderJsonPath('{.items[[}', list), KubectlFailure)
})
