import { writeFileSync } from 'node:fs'
import { z } from 'zod'
import { testbedSchema } from './schema'

/** Where editors find it; see the first line of docs' testbed files. */
export const jsonSchemaFile = 'docs/testbed.schema.json'

/** The testbed file's rules for editors. A `${VAR}` passes wherever a value of a certain form is asked for. */
export function testbedJsonSchema(): string {
  const schema = z.toJSONSchema(testbedSchema, {
    io: 'input',
    override: ({ jsonSchema }) => allowVariable(jsonSchema),
  })
  return `${JSON.stringify({ title: 'kubesonic testbed', ...schema }, null, 2)}\n`
}

export const writeJsonSchema = (): void => writeFileSync(jsonSchemaFile, testbedJsonSchema())

const variable = '\\$\\{'

function allowVariable(schema: z.core.JSONSchema.BaseSchema): void {
  if (schema.pattern && !schema.pattern.endsWith(variable))
    schema.pattern = `(${schema.pattern})|${variable}`
  const { type, enum: values, minimum, maximum } = schema
  if (type !== 'integer' && type !== 'boolean' && !values) return
  const plain = { type, enum: values, minimum, maximum }
  for (const key of ['type', 'enum', 'minimum', 'maximum'] as const) delete schema[key]
  schema.anyOf = [
    Object.fromEntries(Object.entries(plain).filter(([, value]) => value !== undefined)),
    { type: 'string', pattern: variable },
  ]
}
