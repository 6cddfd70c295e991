import { compiledAt, type Regex } from '../../regex/regex'
import { Input, toText } from '../../values/value'
import { all, atOnce, type Code, constant, from, fromBoth } from '../code'
import type { ExpressionCompiler } from '../expression-compiler'
import { type Splitter, splitterBy, splitterOf } from '../splitting'
import { special } from '../variables'
import type { Expression, Name, Target } from '../../language/syntax'
import type { Special } from './call'
import { substituted } from './substituting'

export const length: Special = ({ args: [arg] }, compiler) => {
  if (arg?.kind === 'name' && compiler.scope.isArray(arg.name)) {
    const arrayIn = compiler.places.array(arg)
    return atOnce((frame) => arrayIn(frame).size)
  }
  return from(compiler.text(arg ?? wholeRecord), (text) => text.length)
}

const wholeRecord = { kind: 'field', index: { kind: 'number', value: 0 } } as const

export const match: Special = ({ args: [text, wanted] }, compiler) => {
  const { variables } = compiler.runtime
  return fromBoth(compiler.text(text!), regexOf(wanted!, compiler), (within, regex) => {
    const found = regex.find(within)
    const start = found ? found.start + 1 : 0
    variables.set(special.RSTART, start)
    variables.set(special.RLENGTH, found ? found.end - found.start : -1)
    return start
  })
}

const regexOf = (expression: Expression, compiler: ExpressionCompiler): Code<Regex> => {
  const { regexes } = compiler.runtime
  return from(compiler.regex(expression), (regex) =>
    typeof regex === 'string' ? regexes.of(regex) : regex,
  )
}

/** The pieces are compared as numbers where they look like some. */
export const split: Special = ({ args: [text, target, separator] }, compiler) => {
  const arrayIn = compiler.places.array(target as Name)
  return fromBoth(
    compiler.text(text!),
    splitterFor(separator, compiler),
    (within, splitter, frame) => {
      const pieces = splitter(within)
      const array = arrayIn(frame)
      array.clear()
      for (const [index, piece] of pieces.entries()) array.set(index + 1, new Input(piece))
      return pieces.length
    },
  )
}

const splitterFor = (
  separator: Expression | undefined,
  compiler: ExpressionCompiler,
): Code<Splitter> => {
  const { variables, regexes } = compiler.runtime
  if (!separator) return atOnce(() => variables.splitter)
  if (separator.kind === 'regex')
    return constant(splitterBy(compiledAt(separator.source, separator.line)))
  return from(compiler.text(separator), (text) => splitterOf(text, regexes))
}

/** sub and gsub: the answer is how many were replaced. */
export const substitution: Special = ({ name, args: [wanted, by, target] }, compiler) => {
  const { variables } = compiler.runtime
  const place = compiler.places.of((target as Target | undefined) ?? wholeRecord)
  const needed = all<unknown>([regexOf(wanted!, compiler), compiler.text(by!), place.key])
  return from(needed, (values, frame) => {
    const [regex, replacement, key] = values as [Regex, string, unknown]
    const text = toText(place.read(key, frame), variables.convfmt)
    const { changed, count } = substituted(text, regex, replacement, name === 'gsub')
    if (count > 0) place.write(key, changed, frame)
    return count
  })
}
