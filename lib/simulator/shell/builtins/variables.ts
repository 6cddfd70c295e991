import { FatalError, ShellError } from '../control-flow'
import type { Interpreter } from '../run/interpreter'
import { assignText } from '../run/assignments'
import type { Steps } from '../steps'
import { parseScript } from '../syntax'
import type { Variable } from '../variables'
import { subscripted } from '../words/parameters'
import { quoteForShell } from '../words/quoting'
import { type Builtin, leadingOptions, refuse } from './builtin'

type Marks = Omit<Variable, 'value' | 'elements'>

const isName = (text: string): boolean => /^[A-Za-z_]\w*(\[.*\])?$/s.test(text)

/** `export`, `readonly`, `local`, `declare`: they mark names, and give them values. */
const marking = (name: string, own: Marks, local: boolean): Builtin =>
  function* (args, shell) {
    const { letters, operands } = leadingOptions(
      args.map((arg) => arg.replace(/^\+(?=[A-Za-z]+$)/, '-')),
    )
    const isOff = args.some((arg) => /^\+[A-Za-z]+$/.test(arg)) || letters.includes('n')
    if (operands.length === 0 || letters.includes('p')) return list(name, operands, own, shell)
    if (letters.includes('f') || letters.includes('F'))
      return operands.every((each) => shell.state.functions.has(each)) ? 0 : 1
    const marks = { ...own, ...marksOf(letters, isOff) }
    let status = 0
    for (const operand of operands)
      if (!(yield* mark(name, operand, marks, local && !letters.includes('g'), shell))) status = 1
    return status
  }

const marksOf = (letters: string, isOff: boolean): Marks => ({
  ...(letters.includes('x') && { exported: !isOff }),
  ...(letters.includes('n') && { exported: false }),
  ...(letters.includes('r') && { readonly: true }),
  ...(letters.includes('i') && { integer: !isOff }),
  ...(letters.includes('A') && { associative: true }),
})

function* mark(
  builtin: string,
  operand: string,
  marks: Marks,
  local: boolean,
  shell: Interpreter,
): Steps<boolean> {
  const [, name = operand, append = '', value] = /^([^=+]+)(\+?)=(.*)$/s.exec(operand) ?? []
  if (!isName(name)) {
    refuse(shell, builtin, `\`${operand}': not a valid identifier`)
    return false
  }
  const { variables } = shell.state
  const { readonly: becomesReadonly, ...others } = marks
  if (local && variables.inFunction) variables.makeLocal(name)
  else if (builtin === 'local') variables.makeLocal(name)
  variables.mark(name, others)
  if (marks.associative && variables.find(name)?.elements === undefined)
    variables.setElements(name, new Map())
  if (value !== undefined && /^\(.*\)$/s.test(value))
    yield* shell.statements(parseScript(operand).statements)
  else if (value !== undefined) assignText(name, value, append === '+', shell)
  if (becomesReadonly) variables.mark(name, { readonly: true })
  return true
}

const list = (
  builtin: string,
  names: readonly string[],
  own: Marks,
  shell: Interpreter,
): number => {
  const { variables, dialect } = shell.state
  const shown = (names.length > 0 ? names : variables.names()).filter((name) => {
    const variable = variables.find(name)
    if (names.length > 0) return variable !== undefined
    return (!own.exported || variable?.exported) && (!own.readonly || variable?.readonly)
  })
  const lines = shown.map((name) => {
    const variable = variables.find(name) ?? {}
    const word = dialect === 'dash' ? builtin : `declare ${flagsOf(variable)}`
    return `${word} ${declaration(name, variable)}\n`
  })
  shell.print(lines.join(''), builtin)
  if (shown.length === names.length || names.length === 0) return 0
  return refuse(shell, builtin, `${names.find((name) => !shown.includes(name))}: not found`)
}

const flagsOf = ({ exported, readonly, integer, elements, associative }: Variable): string => {
  const flags = [
    elements && (associative ? 'A' : 'a'),
    integer && 'i',
    readonly && 'r',
    exported && 'x',
  ].filter(Boolean)
  return flags.length > 0 ? `-${flags.join('')}` : '--'
}

const declaration = (name: string, { value, elements }: Variable): string => {
  const double = (text: string): string => `"${text.replace(/[\\"$`]/g, '\\$&')}"`
  if (elements)
    return `${name}=(${[...elements].map(([key, each]) => `[${key}]=${double(each)}`).join(' ')})`
  return value === undefined ? name : `${name}=${double(value)}`
}

export const exportVariables = marking('export', { exported: true }, false)
export const readonlyVariables = marking('readonly', { readonly: true }, false)
export const local = marking('local', {}, true)
export const declare = marking('declare', {}, true)

export const unset: Builtin = (args, shell) => {
  const { letters, operands } = leadingOptions(args)
  const { variables, functions } = shell.state
  let status = 0
  for (const name of operands) {
    const element = subscripted(name)
    try {
      if (element)
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

export const letArithmetic: Builtin = (args, shell) =>
  args.reduce((_, text) => shell.words.number(text), 0n) === 0n ? 1 : 0

/** Everything that is set, as `set` alone prints it. */
export const listing = (shell: Interpreter): string => {
  const { variables } = shell.state
  return variables
    .names()
    .flatMap((name) => {
      const { value } = variables.find(name) ?? {}
      if (value === undefined) return []
      return [`${name}=${/^[\w@%+=:,./-]*$/.test(value) ? value : quoteForShell(value)}\n`]
    })
    .join('')
}
