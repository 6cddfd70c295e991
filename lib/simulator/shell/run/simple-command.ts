import { type Builtin, refuseOption } from '../builtins/builtin'
import { builtins, declaring, specialBuiltins } from '../builtins/table'
import { strangeOption } from '../builtins/usage'
import { Exit, Return, ShellError } from '../control-flow'
import { type Steps } from '../steps'
import { arrayArgument } from '../source/arrays'
import { sourceOf } from '../source/words'
import type { Assignment, Command, FunctionDefinition, WordNode } from '../syntax'
import type { ShellState } from '../shell-state'
import { bashBuiltins } from '../dash'
import type { Variable } from '../variables'
import { quoteIfNeeded } from '../words/quoting'
import { assign, elementsOf } from './assignments'
import type { Interpreter } from './interpreter'
import { runProgram } from './programs'
import { trace, traceWords } from './tracing'
import { redirected, withRedirections } from './with-redirections'

export function* runSimpleCommand(
  command: Command<'SimpleCommand'>,
  shell: Interpreter,
): Steps<void> {
  const { state } = shell
  yield* shell.begin(command)
  shell.substituted = undefined
  shell.arrays.clear()
  try {
    const argv = command.name ? yield* wordsOf(command.name, command.args, shell) : []
    const [name, ...args] = argv
    if (name === undefined) yield* runWithoutName(command, shell)
    else if (name === 'exec') yield* runExec(command, args, shell)
    else yield* runNamed(command, name, args, shell)
  } catch (error) {
    if (!(error instanceof ShellError) || error.constructor !== ShellError) throw error
    shell.complain(error.message)
    state.status = error.status
  } finally {
    if (shell.afterwards.length > 0) yield* finish(shell)
  }
}

function* finish(shell: Interpreter): Steps<void> {
  const { status } = shell.state
  for (const deed of shell.afterwards.splice(0)) yield* deed()
  shell.state.status = status
}

/** To `export A=$x` its argument is an assignment, which is not split. */
function* wordsOf(name: WordNode, args: readonly WordNode[], shell: Interpreter): Steps<string[]> {
  const { words } = shell
  const called = yield* words.fields([name])
  if (called.length !== 1 || !declaring.has(called[0] ?? ''))
    return [...called, ...(yield* words.fields(args))]
  for (const arg of args) {
    const array =
      shell.state.dialect === 'bash' ? arrayArgument(arg, shell.statementText) : undefined
    if (array) {
      const { name, append, words: elements } = array
      shell.arrays.set(name, { append, elements: yield* elementsOf(elements, shell) })
      called.push(name)
    } else if (isAssignment(arg)) called.push(yield* words.text(arg))
    else called.push(...(yield* words.fields([arg])))
  }
  return called
}

const isAssignment = ({ parts: [first] }: WordNode): boolean =>
  first?.type === 'Literal' && /^\w+(\[[^\]]*\])?\+?=/.test(first.value)

function* runWithoutName(
  { assignments, redirections }: Command<'SimpleCommand'>,
  shell: Interpreter,
): Steps<void> {
  const { state } = shell
  for (const each of assignments) {
    if (each.append && state.dialect === 'dash') {
      shell.complain(`${each.name}+=: not found`)
      state.status = 127
      return
    }
    yield* assign(each, shell)
    yield* trace(() => assigned(each, shell), shell)
  }
  const status = shell.substituted ?? 0
  yield* withRedirections(redirections, shell, function* () {
    state.status = status
  })
}

const assigned = (
  { name, append, array }: Assignment,
  { words, state: { dialect } }: Interpreter,
): string => {
  const given = words.parameters.value(name)
  const text = given?.kind === 'one' ? given.text : ''
  const value = array
    ? `(${array.map(sourceOf).join(' ')})`
    : dialect === 'bash'
      ? quoteIfNeeded(text)
      : text
  return `${name}${append ? '+' : ''}=${value}`
}

function* runNamed(
  command: Command<'SimpleCommand'>,
  name: string,
  args: readonly string[],
  shell: Interpreter,
): Steps<void> {
  yield* traceWords([name, ...args], shell)
  yield* withRedirections(
    command.redirections,
    shell,
    () => withAssignments(command, shell, name, () => dispatch(name, args, shell)),
    specialBuiltins.has(name),
  )
  shell.state.variables.set('_', args.at(-1) ?? name)
}

/** `A=1 command`: only while it runs, but for dash's special builtins. */
function* withAssignments(
  { assignments }: Command<'SimpleCommand'>,
  shell: Interpreter,
  name: string,
  body: () => Steps<void>,
): Steps<void> {
  if (assignments.length === 0) return yield* body()
  const { variables, dialect } = shell.state
  const before: [string, Variable | undefined][] = []
  try {
    for (const each of assignments) {
      before.push([each.name, variables.find(each.name)])
      yield* assign(each, shell)
      variables.mark(each.name, { exported: true })
    }
    yield* body()
  } finally {
    const stays = dialect === 'dash' && specialBuiltins.has(name)
    if (!stays) for (const [each, record] of before.reverse()) variables.restore(each, record)
  }
}

/** `lookup` false: functions don't count (`command NAME`). */
export function* dispatch(
  name: string,
  args: readonly string[],
  shell: Interpreter,
  lookup = true,
): Steps<void> {
  const { state } = shell
  const definition = lookup ? state.functions.get(name) : undefined
  if (definition) return yield* callFunction(definition, args, shell)
  const builtin = builtinOf(name, shell)
  if (builtin) {
    const strange = state.dialect === 'bash' ? strangeOption(name, args) : undefined
    const status = strange === undefined ? builtin(args, shell) : refuseOption(shell, name, strange)
    state.status = typeof status === 'number' ? status : yield* status
    return
  }
  state.status = yield* runProgram(name, args, shell)
}

/** What the shell does itself under that name. */
export const builtinOf = (name: string, { state }: Interpreter): Builtin | undefined =>
  state.dialect === 'dash' && bashBuiltins.has(name) ? undefined : builtins.get(name)

function* callFunction(
  { name, body, redirections, sourceFile: source = 'environment' }: FunctionDefinition,
  args: readonly string[],
  shell: Interpreter,
): Steps<void> {
  const { state } = shell
  const { positional, loops, calls, line } = state
  state.positional = args
  state.loops = 0
  state.calls = [{ name, source, line }, ...calls]
  state.variables.openScope()
  const showTraps = hideTraps(state)
  try {
    yield* withRedirections(redirections, shell, () => shell.command(body))
    yield* shell.event('RETURN')
  } catch (error) {
    if (!(error instanceof Return)) throw error
    state.status = error.status
    yield* shell.event('RETURN')
  } finally {
    showTraps()
    state.variables.closeScope()
    Object.assign(state, { positional, loops, calls, line })
  }
}

/** Functions do not inherit what is trapped for their commands, but may trap it for all that comes after them. */
const hideTraps = (state: ShellState): (() => void) => {
  const hidden: [string, string][] = []
  for (const event of ['ERR', 'DEBUG', 'RETURN']) {
    const deed = state.traps.get(event)
    if (deed === undefined || state.inherits(event)) continue
    hidden.push([event, deed])
    state.traps.delete(event)
  }
  return () => {
    for (const [event, deed] of hidden) if (!state.traps.has(event)) state.traps.set(event, deed)
  }
}

/** `exec` alone makes its redirections last; with a command it does not come back. */
function* runExec(
  command: Command<'SimpleCommand'>,
  args: readonly string[],
  shell: Interpreter,
): Steps<void> {
  const { state } = shell
  yield* traceWords(['exec', ...args], shell)
  const [name, ...rest] = args[0] === '--' ? args.slice(1) : args
  if (!(yield* redirected(command.redirections, shell))) {
    if (state.dialect === 'dash' || name !== undefined)
      throw new Exit(state.dialect === 'dash' ? 2 : 1)
    return
  }
  state.status = 0
  if (name === undefined) return
  state.traps.clear()
  yield* withAssignments(command, shell, name, function* () {
    throw new Exit(yield* runProgram(name, rest, shell))
  })
}
