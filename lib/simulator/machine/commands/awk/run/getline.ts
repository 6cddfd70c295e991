import type { Steps } from '../../../../shell/steps'
import type { Getline } from '../language/syntax'
import { Input, toText, type Value } from '../values/value'
import { type Code, type Frame, inSteps } from './code'
import type { ExpressionCompiler } from './expression-compiler'

/** 1 for a record, 0 at the end, -1 for what can't be read. */
export const getline = (expression: Getline, compiler: ExpressionCompiler): Code<Value> => {
  const { places, runtime } = compiler
  const { variables } = runtime
  const place = expression.target && places.of(expression.target)
  const next = reading(expression, compiler)
  return inSteps(function* (frame) {
    const record = yield* next(frame)
    if (typeof record !== 'string') return record === undefined ? 0 : -1
    if (place) place.write(yield* place.key.steps(frame), new Input(record), frame)
    else variables.record.read(record)
    return 1
  })
}

type Reading = (frame: Frame) => Steps<string | undefined | 'unreadable'[]>

const reading = ({ from, source }: Getline, compiler: ExpressionCompiler): Reading => {
  const { main, inputs, variables } = compiler.runtime
  if (!source) return () => main.next()
  const name = compiler.value(source)
  return function* (frame) {
    const text = toText(yield* name.steps(frame), variables.convfmt)
    const reader = from === 'command' ? yield* inputs.command(text) : inputs.file(text)
    return reader ? yield* reader.next() : ['unreadable']
  }
}
