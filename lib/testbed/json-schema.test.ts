import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { jsonSchemaFile, testbedJsonSchema } from './json-schema'

const rewrite = `node -r ./bin/register.cjs -e "require('./lib/testbed/json-schema').writeJsonSchema()"`

test('the published JSON Schema is the schema that files are checked with', () => {
  const published = readFileSync(join(__dirname, '../..', jsonSchemaFile), 'utf8')
  assert.deepEqual(
    JSON.parse(published),
    JSON.parse(testbedJsonSchema()),
    `${jsonSchemaFile} is out of date: ${rewrite}`,
  )
})

test('an editor accepts a variable where a number is asked for', () => {
  const schema = JSON.parse(testbedJsonSchema()) as {
    properties: { cluster: { properties: { apiPort: { anyOf: unknown[] } } } }
  }
  assert.deepEqual(schema.properties.cluster.properties.apiPort.anyOf, [
    { type: 'integer', minimum: 1, maximum: 65535 },
    { type: 'string', pattern: '\\$\\{' },
  ])
})
