import { formatted } from '../../values/format'
import { toInteger } from '../../values/numbers'
import { toNumber, toText, type Value } from '../../values/value'
import { all, type Code, from } from '../code'
import type { ExpressionCompiler } from '../expression-compiler'
import type { Runtime } from '../runtime'
import { close, fflush, system } from './commands'
import { length, match, split, substitution } from './matching'
import { mktime, strftime } from './time'
import type { BuiltinCall, Special } from './call'

/** Those that need but the values of their arguments. */
const plain: Readonly<Record<string, (args: readonly Value[], runtime: Runtime) => Value>> = {
  substr: ([text, start, count], { variables }) =>
    substr(toText(text, variables.convfmt), toNumber(start), count === undefined ? undefined : toNumber(count)),
  index: ([text, wanted], { variables: { convfmt } }) => {
    const [within, piece] = [toText(text, convfmt), toText(wanted, convfmt)]
    return within.indexOf(piece) + 1
  },
  sprintf: ([format, ...values], { variables: { convfmt } }) =>
    formatted('sprintf', toText(format, convfmt), values, convfmt),
  tolower: ([text], { variables }) =>
    toText(text, variables.convfmt).replace(/[A-Z]+/g, (letters) => letters.toLowerCase()),
  toupper: ([text], { variables }) =>
    toText(text, variables.convfmt).replace(/[a-z]+/g, (letters) => letters.toUpperCase()),
  sin: ([value]) => Math.sin(toNumber(value)),
  cos: ([value]) => Math.cos(toNumber(value)),
  atan2: ([y, x]) => Math.atan2(toNumber(y), toNumber(x)),
  exp: ([value]) => Math.exp(toNumber(value)),
  log: ([value]) => Math.log(toNumber(value)),
  sqrt: ([value]) => Math.sqrt(toNumber(value)),
  int: ([value]) => Math.trunc(toNumber(value)),
  rand: (_, { random }) => random.next(),
  srand: (args, runtime) => runtime.random.seed(args.length > 0 ? args[0] : runtime.seconds()),
  systime: (_, runtime) => runtime.seconds(),
  mktime: ([text], { variables }) => mktime(toText(text, variables.convfmt)),
  strftime,
  fflush,
} // prettier-ignore

/** Those that look at how they are called, or that may have to wait. */
const others: Readonly<Record<string, Special>> = {
  length,
  match,
  split,
  sub: substitution,
  gsub: substitution,
  system,
  close,
}

export const builtin = (call: BuiltinCall, compiler: ExpressionCompiler): Code<Value> => {
  const make = others[call.name]
  if (make) return make(call, compiler)
  const apply = plain[call.name]!
  return from(all(call.args.map((arg) => compiler.value(arg))), (args) =>
    apply(args, compiler.runtime),
  )
}

/** From a place below 1 mawk 1.3.4 counts as many more, in 32 bits. */
const substr = (text: string, start: number, count = text.length): string => {
  const [from, length] = [toInteger(start), toInteger(count)]
  if (from > 0) return text.slice(from - 1, from - 1 + Math.max(0, length))
  return text.slice(0, Math.max(0, (length - from) | 0))
}
