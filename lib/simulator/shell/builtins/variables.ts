import { ArithmeticError, FatalError, ShellError } from '../control-flow'
import { subscripted } from '../words/parameters'
import { type Builtin, leadingOptions, refuse } from './builtin'

export const unset: Builtin = (args, shell) => {
  const { letters, operands } = leadingOptions(args)
  const { variables, functions } = shell.state
  let status = 0
  for (const name of operands) {
    const element = subscripted(name)
    try {
      if (letters.includes('n')) variables.forget(name)
      else if (element)
        variables.unsetElement(
          element.name,
          shell.words.parameters.key(element.name, element.subscript),
        )
      else if (letters.includes('f') || (!variables.find(name) && !letters.includes('v')))
        functions.delete(name)
      else variables.unset(name)
    } catch (error) {
      if (!(error instanceof ShellError) || error instanceof FatalError) throw error
      shell.complain(error.message)
      status = 1
    }
  }
  return status
}

export const shift: Builtin = ([count = '1'], shell) => {
  const { positional } = shell.state
  if (Number(count) > positional.length) {
    if (shell.state.dialect === 'dash') throw new FatalError("shift: can't shift that many", 2)
    return 1
  }
  shell.state.positional = positional.slice(Number(count))
  return 0
}

export const letArithmetic: Builtin = (args, shell) => {
  if (args.length === 0) return refuse(shell, 'let', 'expression expected')
  try {
    return args.reduce((_, text) => shell.words.number(text), 0n) === 0n ? 1 : 0
  } catch (error) {
    if (!(error instanceof ArithmeticError)) throw error
    return refuse(shell, 'let', error.message)
  }
}
