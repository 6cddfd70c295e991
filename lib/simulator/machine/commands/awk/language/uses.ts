import type { Call, Expression, Name } from './syntax'

/** How a name is used. What a function is given may be either: that hangs on what the function does with it. */
export type Use =
  | { readonly as: 'array' | 'scalar' | 'measured'; readonly name: Name }
  | { readonly as: 'argument'; readonly name: Name; readonly call: Call; readonly index: number }

type Node = Readonly<Record<string, unknown>> & { readonly kind: string }

const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && 'kind' in value

/** All names in a piece of a program, in the order of the text. */
export function* usesIn(piece: unknown): Generator<Use> {
  if (Array.isArray(piece)) for (const each of piece) yield* usesIn(each)
  else if (isNode(piece)) yield* usesInNode(piece)
  else if (typeof piece === 'object' && piece !== null)
    for (const each of Object.values(piece)) yield* usesIn(each)
}

function* usesInNode(node: Node): Generator<Use> {
  if (node.kind === 'name') yield { as: 'scalar', name: node as unknown as Name }
  else if (node.kind === 'call') yield* usesInCall(node as unknown as Call)
  else if (node.kind === 'builtin') yield* usesInBuiltin(node as unknown as Builtin)
  else
    for (const [role, each] of Object.entries(node))
      if (role === 'array') yield { as: 'array', name: each as Name }
      else yield* usesIn(each)
}

type Builtin = Extract<Expression, { kind: 'builtin' }>

function* usesInBuiltin({ name, args }: Builtin): Generator<Use> {
  const array = name === 'split' ? 1 : name === 'length' ? 0 : -1
  for (const [index, arg] of args.entries())
    if (index === array && arg.kind === 'name')
      yield { as: name === 'split' ? 'array' : 'measured', name: arg }
    else yield* usesIn(arg)
}

function* usesInCall(call: Call): Generator<Use> {
  for (const [index, arg] of call.args.entries())
    if (arg.kind === 'name') yield { as: 'argument', name: arg, call, index }
    else yield* usesIn(arg)
}

/** What a piece of a program may have to wait for: a loop, which may be endless, a command, or what is read. */
export function* waitsIn(
  piece: unknown,
): Generator<{ readonly kind: string; readonly name?: unknown }> {
  if (typeof piece !== 'object' || piece === null) return
  if (isNode(piece)) {
    const isBuiltin =
      piece.kind === 'builtin' && ['system', 'close'].includes(String(piece['name']))
    if (isBuiltin || ['loop', 'getline', 'call'].includes(piece.kind)) yield piece
  }
  for (const each of Object.values(piece)) yield* waitsIn(each)
}
