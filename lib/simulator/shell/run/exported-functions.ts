import { functionSource } from '../source/functions'
import type { ShellState } from '../shell-state'
import { onlyCommandOf, parseScript } from '../syntax'

/** A bash hands its functions to those that it starts by variables of these names. */
const named = /^BASH_FUNC_(.+)%%$/

/** What `export -f` adds to the environment of a program. */
export const functionsAsVariables = (state: ShellState): Readonly<Record<string, string>> => {
  const variables: Record<string, string> = {}
  for (const name of state.exportedFunctions) {
    const definition = state.functions.get(name)
    if (definition)
      variables[`BASH_FUNC_${name}%%`] = functionSource(definition)
        .trimEnd()
        .replace(/^\S+ \(\) \n\{ \n/, '() {  ')
  }
  return variables
}

/** Takes over what the bash has exported that started this one. */
export const takeFunctions = (state: ShellState): void => {
  for (const [variable, value] of Object.entries(state.start.env)) {
    const name = named.exec(variable)?.[1]
    const command = name === undefined ? undefined : onlyCommandOf(parseScript(`${name} ${value}`))
    if (command?.type !== 'FunctionDef') continue
    state.functions.set(command.name, command)
    state.exportedFunctions.add(command.name)
  }
}
