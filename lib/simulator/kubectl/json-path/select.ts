import { JsonPathError } from './json-path-error'
import type { Bounds, Filter, Operand, Path, Step } from './path'

export interface Selecting {
  readonly root: unknown
  /** A field that isn't there selects nothing; without this it is an error. */
  readonly allowMissing: boolean
}

/** All that a path selects, beginning at `current`. Throws JsonPathError. */
export function select(path: Path, current: unknown, how: Selecting): unknown[] {
  let values: unknown[] = [path.fromRoot ? how.root : current]
  for (const step of path.steps) values = take(step, values, how)
  return values
}

function take(step: Step, values: readonly unknown[], how: Selecting): unknown[] {
  switch (step.kind) {
    case 'field':
      return values.flatMap((value) => fieldOf(value, step.name, how))
    case 'wildcard':
      return values.flatMap(children)
    case 'recursive':
      return values.flatMap(withDescendants)
    case 'slice':
      return values.flatMap((value) => sliceOf(value, step.bounds, step.isIndex))
    case 'union':
      return step.paths.flatMap((path) => values.flatMap((value) => select(path, value, how)))
    case 'filter':
      return values.flatMap((value) => filtered(value, step.filter, how))
    case 'identifier':
      throw new JsonPathError(`unrecognized identifier ${step.name}`)
  }
}

function fieldOf(value: unknown, name: string, { allowMissing }: Selecting): unknown[] {
  const found = isMap(value) ? value[name] : undefined
  if (found !== undefined) return [found]
  if (allowMissing) return []
  throw new JsonPathError(`${name} is not found`)
}

function sliceOf(value: unknown, [start, end, step = 1]: Bounds, isIndex: boolean): unknown[] {
  if (value === null || value === undefined) return []
  if (!Array.isArray(value))
    throw new JsonPathError(`${JSON.stringify(value)} is not array or slice`)
  const { length } = value
  const from = (start ?? 0) < 0 ? (start ?? 0) + length : (start ?? 0)
  const to = isIndex ? from + 1 : end === undefined ? length : end < 0 ? end + length : end
  if (from < 0 || (isIndex && from >= length))
    throw new JsonPathError(`array index out of bounds: index ${start}, length ${length}`)
  return value.slice(from, to).filter((_, at) => at % step === 0)
}

/** Of a value all that has something in it, itself first. */
function withDescendants(value: unknown): unknown[] {
  const inner = children(value)
  return inner.length === 0 ? [] : [value, ...inner.flatMap(withDescendants)]
}

function filtered(value: unknown, { left, operator, right }: Filter, how: Selecting): unknown[] {
  if (value === null || value === undefined) return []
  if (!Array.isArray(value))
    throw new JsonPathError(`${JSON.stringify(value)} is not array or slice and cannot be filtered`)
  return value.filter((item) => {
    const [found] = select(left, item, { ...how, allowMissing: true })
    if (found === undefined) return false
    return operator === undefined || compares(found, operator, operandOf(right, item, how))
  })
}

const operandOf = (operand: Operand | undefined, item: unknown, how: Selecting): unknown =>
  operand && ('value' in operand ? operand.value : select(operand.path, item, how)[0])

function compares(left: unknown, operator: string, right: unknown): boolean {
  if (operator === '==') return left === right
  if (operator === '!=') return left !== right
  if (typeof left !== typeof right || !['string', 'number'].includes(typeof left))
    throw new JsonPathError('incompatible types for comparison')
  const [a, b] = [left as number, right as number]
  if (operator === '<') return a < b
  if (operator === '<=') return a <= b
  if (operator === '>') return a > b
  if (operator === '>=') return a >= b
  throw new JsonPathError(`unrecognized filter operator ${operator}`)
}

const children = (value: unknown): unknown[] =>
  Array.isArray(value)
    ? value
    : isMap(value)
      ? Object.keys(value)
          .sort()
          .map((key) => value[key])
      : []

const isMap = (value: unknown): value is Record<string, unknown> =>
  value !== null && typeof value === 'object' && !Array.isArray(value)
