import assert from 'node:assert/strict'
import { test } from 'node:test'
import { indented } from './indented'

const owners = [{ manager: 'curl', fieldsV1: { 'f:data': { '.': {} } } }]
const object = { metadata: { labels: {}, managedFields: owners }, data: { a: '<b>' } }

test('up to 1.22 what a Go type encodes by itself stays on one line, and an empty map takes three', () => {
  assert.equal(
    indented(object, 20),
    `{
  "metadata": {
    "labels": {
      
    },
    "managedFields": [
      {
        "manager": "curl",
        "fieldsV1": {"f:data":{".":{}}}
      }
    ]
  },
  "data": {
    "a": "\\u003cb\\u003e"
  }
}`,
  )
})

test('rows of tables and the data of revisions encode themselves', () => {
  const row = { cells: ['a'], object: { kind: 'PartialObjectMetadata' } }
  assert.match(indented({ rows: [row] }, 20), /"object": \{"kind":"PartialObjectMetadata"\}/)
  assert.match(indented({ data: { spec: {} }, revision: 1 }, 20), /"data": \{"spec":\{\}\}/)
})

test('later versions indent as everybody does', () => {
  assert.match(indented(object, 28), /"labels": \{\},/)
  assert.match(indented(object, 28), /"fieldsV1": \{\n {10}"f:data"/)
})
