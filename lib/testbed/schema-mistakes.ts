import { type core } from 'zod'
import { nearest } from './did-you-mean'
import { type FieldPath } from './mistakes'
import { knownFields } from './schema-fields'

type Issue = core.$ZodIssue

/** Fields that people know from ssh_config and that this suite has no answer to yet. */
const notYetSupported = ['jump', 'jumpHost', 'proxyJump', 'proxyCommand', 'config', 'sshConfig']

/**
 * What an issue of the schema says to the author: one entry for each field concerned. The schema's type is Zod's
 * smallest one: to see that a schema of ours is a `z.ZodType` takes the compiler five seconds.
 */
export function wording(
  issue: Issue,
  schema: core.$ZodType,
  written: (path: FieldPath) => unknown,
): { path: FieldPath; what: string }[] {
  const { path } = issue
  switch (issue.code) {
    case 'unrecognized_keys': {
      const fields = knownFields(schema, path)
      return issue.keys.map((key) => ({ path: [...path, key], what: unknownField(key, fields) }))
    }
    case 'invalid_type':
      if (path.length === 0)
        return [{ path, what: 'is no testbed file; docs/lab.md has a complete one' }]
      return [{ path, what: wrongType(issue.expected, written(path)) }]
    case 'invalid_value':
      return [
        { path, what: `is ${show(written(path))}; write ${issue.values.map(String).join(' or ')}` },
      ]
    case 'invalid_key':
      return [{ path, what: issue.issues[0]?.message ?? issue.message }]
    default:
      return [{ path, what: issue.message }]
  }
}

function unknownField(key: string, fields: readonly string[]): string {
  if (notYetSupported.some((name) => name.toLowerCase() === key.replace(/[-_]/g, '').toLowerCase()))
    return 'is not yet supported; run the suite on a machine that reaches the testbed directly'
  const meant = nearest(key, fields)
  return meant
    ? `is no field; did you mean ${meant}?`
    : `is no field; known here: ${fields.join(', ')}`
}

const typeWords: Readonly<Record<string, string>> = {
  string: 'a text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'a group of fields',
}

function wrongType(expected: string, value: unknown): string {
  const wanted = typeWords[expected] ?? expected
  if (value === undefined) return `is missing; write ${wanted}`
  if (expected === 'string' && typeof value !== 'object')
    return `is not a text but ${show(value)}; put it in quotes`
  return `is ${show(value)}; write ${wanted}`
}

function show(value: unknown): string {
  if (Array.isArray(value)) return 'a list'
  if (value === null) return 'empty'
  if (typeof value === 'object') return 'a group of fields'
  return JSON.stringify(value) ?? 'missing'
}
