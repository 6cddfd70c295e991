import { z } from 'zod'
import { BadInput } from '../../testbed/bad-input'
import { type DaemonSetParameters, parametersSchema } from './parameters'
import { type OwnParameters } from './template'

/** Parameters as they are typed: `name=x`, `nodeSelector.snmp_enabled=true`, `volumes=/a:/b:ro` again and again. */
export function readParameters(assignments: readonly string[]): {
  parameters: DaemonSetParameters
  own: OwnParameters
} {
  const parameters: Record<string, unknown> = {}
  const own: Record<string, string> = {}
  for (const assignment of assignments) {
    const [, path = '', value = ''] = /^([^=]+)=(.*)$/s.exec(assignment) ?? []
    if (path === '')
      throw new BadInput(`"${assignment}" is no parameter.\n  Next: write NAME=VALUE`)
    const [name = '', ...keys] = path.split('.')
    if (name in parametersSchema.shape) assign(parameters, name, keys, value)
    else if (path in own) throw twice(path)
    else own[path] = value
  }
  return { parameters: parameters, own }
}

type Group = Record<string, unknown>

function assign(parameters: Group, name: string, keys: readonly string[], value: string): void {
  const kind = kindOf(name)
  if (kind === 'group') {
    // The label kubernetes.io/arch has a dot: only resources lies two deep.
    const [first = '', second] = name === 'resources' ? keys : [keys.join('.')]
    if (first === '')
      throw new BadInput(`Parameter ${name} is a group.\n  Next: write ${name}.NAME=VALUE`)
    const group = (parameters[name] ??= {}) as Group
    if (second === undefined) return set(group, first, value, `${name}.${first}`)
    return set((group[first] ??= {}) as Group, second, value, `${name}.${first}.${second}`)
  }
  if (keys.length > 0)
    throw new BadInput(`Parameter ${name} has no parts.\n  Next: write ${name}=VALUE`)
  if (kind === 'list') parameters[name] = [...((parameters[name] ?? []) as string[]), value]
  else set(parameters, name, kind === 'truth' ? truth(value) : value, name)
}

function set(group: Group, key: string, value: unknown, path: string): void {
  if (key in group) throw twice(path)
  group[key] = value
}

const twice = (path: string): BadInput =>
  new BadInput(`Parameter ${path} is given twice.\n  Next: leave one of them out`)

const truth = (value: string): unknown => (/^(true|false)$/.test(value) ? value === 'true' : value)

function kindOf(name: string): 'group' | 'list' | 'truth' | 'text' {
  let schema: unknown = parametersSchema.shape[name as keyof typeof parametersSchema.shape]
  while (schema instanceof z.ZodDefault || schema instanceof z.ZodOptional) schema = schema.unwrap()
  if (schema instanceof z.ZodRecord || schema instanceof z.ZodObject) return 'group'
  if (schema instanceof z.ZodArray) return 'list'
  return schema instanceof z.ZodBoolean ? 'truth' : 'text'
}
