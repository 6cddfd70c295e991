import type { Output } from '../io/output'
import type { Print } from '../language/syntax'
import { formatted } from '../values/format'
import { toText, type Value } from '../values/value'
import { all, type Code, constant, from, fromBoth } from './code'
import type { ExpressionCompiler } from './expression-compiler'
import { special } from './variables'

/** `print` and `printf`: what is printed is made before what it goes to is opened. */
export const printed = (
  { kind, args, redirection }: Print,
  compiler: ExpressionCompiler,
): Code<void> => {
  const { outputs, variables } = compiler.runtime
  const values = all(args.map((arg) => compiler.value(arg)))
  const target: Code<Output> = redirection
    ? from(compiler.text(redirection.to), (name) => outputs.of(redirection.operator, name))
    : constant(outputs.stdout)
  if (kind === 'printf')
    return fromBoth(values, target, ([format, ...rest], output) => {
      const { convfmt } = variables
      const text = toText(format, convfmt)
      output.write(formatted('printf', text, rest, convfmt, (ready) => output.write(ready)))
    })
  return fromBoth(values, target, (given, output) => {
    const texts = given.length > 0 ? given : [variables.record.get(0)]
    output.write(line(texts, compiler))
  })
}

const line = (values: readonly Value[], { runtime: { variables } }: ExpressionCompiler): string => {
  const format = variables.text(special.OFMT)
  const texts = values.map((value) => toText(value, format))
  return texts.join(variables.text(special.OFS)) + variables.text(special.ORS)
}
