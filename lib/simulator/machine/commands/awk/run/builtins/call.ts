import type { Expression } from '../../language/syntax'
import type { Value } from '../../values/value'
import type { Code } from '../code'
import type { ExpressionCompiler } from '../expression-compiler'

export type BuiltinCall = Extract<Expression, { kind: 'builtin' }>

/** Makes what can be run of a call of one of awk's own functions. */
export type Special = (call: BuiltinCall, compiler: ExpressionCompiler) => Code<Value>
