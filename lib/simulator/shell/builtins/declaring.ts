import { functionSource } from '../source/functions'
import { FatalError } from '../control-flow'
import type { Interpreter } from '../run/interpreter'
import { assignArray, assignText } from '../run/assignments'
import type { Marks, Variable } from '../variables'
import { type Builtin, leadingOptions, refuse } from './builtin'
import { declarationOf, valuesOfAll } from './declarations'

const isName = (text: string): boolean => /^[A-Za-z_]\w*(\[.*\])?$/s.test(text)

/** `export`, `readonly`, `local`, `declare`: they mark names, and give them values. */
const marking =
  (name: string, own: Marks, local: boolean): Builtin =>
  (args, shell) => {
    const { letters, operands } = leadingOptions(
      args.map((arg) => arg.replace(/^\+(?=[A-Za-z]+$)/, '-')),
    )
    if (/[fF]/.test(letters)) return functions(name, letters, operands, shell)
    if (operands.length === 0 || letters.includes('p'))
      return list(name, letters, operands, own, shell)
    const isOff = args.some((arg) => /^\+[A-Za-z]+$/.test(arg))
    const marks = { ...own, ...marksOf(name, letters, isOff) }
    const isLocal = local && !letters.includes('g')
    let status = 0
    for (const operand of operands)
      if (!marked(name, operand, marks, isLocal, shell)) status = 1
      else if (letters.includes('a')) becomeArray(operand, shell)
    return status
  }

const marksOf = (builtin: string, letters: string, isOff: boolean): Marks => ({
  ...(letters.includes('x') && { exported: !isOff }),
  ...(letters.includes('n') &&
    (builtin === 'export' ? { exported: false } : { reference: !isOff })),
  ...(letters.includes('r') && { readonly: true }),
  ...(letters.includes('i') && { integer: !isOff }),
  ...(letters.includes('A') && { associative: true }),
  ...(letters.includes('l') && { letters: isOff ? undefined : ('lower' as const) }),
  ...(letters.includes('u') && { letters: isOff ? undefined : ('upper' as const) }),
})

/** To bash one that is readonly is no reason to end. */
const marked = (...args: Parameters<typeof mark>): boolean => {
  const [, , , , shell] = args
  try {
    return mark(...args)
  } catch (error) {
    if (!(error instanceof FatalError) || shell.state.dialect === 'dash') throw error
    shell.complain(error.message)
    return false
  }
}

const mark = (
  builtin: string,
  operand: string,
  marks: Marks,
  local: boolean,
  shell: Interpreter,
): boolean => {
  const [, name = operand, append = '', value] = /^([^=+]+)(\+?)=(.*)$/s.exec(operand) ?? []
  if (!isName(name)) {
    refuse(shell, builtin, `\`${operand}': not a valid identifier`)
    return false
  }
  const { variables } = shell.state
  const { readonly: becomesReadonly, ...others } = marks
  if (local && (variables.inFunction || builtin === 'local')) variables.makeLocal(name)
  if (others.reference) {
    variables.refer(name, value)
    return true
  }
  variables.mark(name, others)
  if (marks.associative && variables.find(name)?.elements === undefined)
    variables.setElements(name, new Map())
  const array = shell.arrays.get(name)
  if (array) assignArray(name, array, shell)
  else if (value !== undefined) assignText(name, value, append === '+', shell)
  if (becomesReadonly) variables.mark(name, { readonly: true })
  return true
}

/** `declare -a name` */
const becomeArray = (operand: string, { state, words }: Interpreter): void => {
  const [name = operand] = operand.split(/\+?=/)
  if (state.variables.find(name)?.elements === undefined)
    state.variables.setElements(name, words.parameters.elements(name))
}

/** `declare -f`, `declare -F`, `export -f`, `readonly -f` */
const functions = (
  builtin: string,
  letters: string,
  names: readonly string[],
  shell: Interpreter,
): number => {
  const { functions: known, exportedFunctions } = shell.state
  const missing = names.filter((name) => !known.has(name))
  if (builtin === 'export' || builtin === 'readonly') {
    for (const name of missing) refuse(shell, builtin, `${name}: not a function`)
    if (builtin === 'export')
      for (const name of names)
        if (letters.includes('n')) exportedFunctions.delete(name)
        else if (known.has(name)) exportedFunctions.add(name)
    return missing.length > 0 ? 1 : 0
  }
  const lines = (names.length > 0 ? names : [...known.keys()].sort()).map((name) => {
    const definition = known.get(name)
    if (!definition) return ''
    if (!letters.includes('F')) return functionSource(definition)
    return names.length > 0 ? `${name}\n` : `declare -f ${name}\n`
  })
  shell.print(lines.join(''), builtin)
  return missing.length > 0 ? 1 : 0
}

const list = (
  builtin: string,
  letters: string,
  names: readonly string[],
  own: Marks,
  shell: Interpreter,
): number => {
  const { variables, dialect } = shell.state
  if (builtin === 'declare' && letters === '' && names.length === 0)
    return shell.print(valuesOfAll(shell), builtin) ? 0 : 1
  const all = builtin === 'local' ? variables.localNames() : variables.names()
  const shown = (names.length > 0 ? names : all).filter((name) => {
    const variable = variables.own(name)
    if (names.length > 0 || !variable) return variable !== undefined
    return (
      (!own.exported || variable.exported) &&
      (!own.readonly || variable.readonly) &&
      hasAll(variable, letters)
    )
  })
  const lines = shown.map((name) =>
    declarationOf(name, variables.own(name) ?? {}, builtin, dialect),
  )
  shell.print(lines.join(''), builtin)
  const missing = names.filter((name) => !shown.includes(name))
  for (const name of missing) refuse(shell, builtin, `${name}: not found`)
  return missing.length > 0 ? 1 : 0
}

const hasAll = (variable: Variable, letters: string): boolean =>
  (!letters.includes('a') || (variable.elements !== undefined && !variable.associative)) &&
  (!letters.includes('A') || variable.associative === true) &&
  (!letters.includes('i') || variable.integer === true) &&
  (!letters.includes('r') || variable.readonly === true) &&
  (!letters.includes('x') || variable.exported === true)

export const exportVariables = marking('export', { exported: true }, false)
export const readonlyVariables = marking('readonly', { readonly: true }, false)
export const local = marking('local', {}, true)
export const declare = marking('declare', {}, true)
