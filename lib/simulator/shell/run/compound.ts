import { Leave, ShellError } from '../control-flow'
import type { Steps } from '../steps'
import type { Command, CommandNode, StatementNode } from '../syntax'
import { matches } from '../words/patterns'
import { holds, Unreadable } from './conditions'
import type { Interpreter } from './interpreter'
import { traceCompound } from './tracing'

type Compound = Exclude<CommandNode, { type: 'SimpleCommand' | 'FunctionDef' }>

export function* runCompound(command: Compound, shell: Interpreter): Steps<void> {
  const { state } = shell
  switch (command.type) {
    case 'Group':
      return yield* shell.statements(command.body)
    case 'Subshell':
      state.status = yield* shell.subshell((inner) => inner.statements(command.body))
      return
    case 'If':
      return yield* runIf(command, shell)
    case 'For':
      return yield* runFor(command, shell)
    case 'CStyleFor':
      return yield* runCStyleFor(command, shell)
    case 'While':
      return yield* loop(shell, command.body, () => shell.tested(command.condition))
    case 'Until':
      return yield* loop(shell, command.body, function* () {
        return !(yield* shell.tested(command.condition))
      })
    case 'Case':
      return yield* runCase(command, shell)
    case 'ArithmeticCommand':
      if (state.dialect === 'dash') return notFound(command.expression.originalText ?? '((', shell)
      yield* shell.begin(command)
      yield* traceCompound(command, shell)
      state.status =
        (yield* told(shell, '((: ', shell.words.arithmetic(command.expression))) === 0n ? 1 : 0
      return
    case 'ConditionalCommand':
      if (state.dialect === 'dash') return notFound('[[', shell)
      yield* shell.begin(command)
      state.status = yield* statusOf(command, shell)
  }
}

function* statusOf(
  { expression }: Command<'ConditionalCommand'>,
  shell: Interpreter,
): Steps<number> {
  try {
    return (yield* holds(expression, shell)) ? 0 : 1
  } catch (error) {
    if (error instanceof Unreadable) return 2
    throw error
  }
}

/** To dash these are commands like any other. */
const notFound = (name: string, shell: Interpreter): void => {
  shell.complain(`${name}: not found`)
  shell.state.status = 127
}

/** What goes wrong in the arithmetic of a command is said behind its name, and fails it. */
export function* told(shell: Interpreter, name: string, steps: Steps<bigint>): Steps<bigint> {
  try {
    return yield* steps
  } catch (error) {
    if (!(error instanceof ShellError)) throw error
    shell.complain(`${name}${error.message}`)
    return 0n
  }
}

function* runIf({ clauses, elseBody }: Command<'If'>, shell: Interpreter): Steps<void> {
  for (const { condition, body } of clauses)
    if (yield* shell.tested(condition)) return yield* shell.statements(body)
  if (elseBody) yield* shell.statements(elseBody)
  else shell.state.status = 0
}

function* runFor(command: Command<'For'>, shell: Interpreter): Steps<void> {
  const { variable, words, body } = command
  const values = words ? yield* shell.words.fields(words) : [...shell.state.positional]
  let index = 0
  yield* loop(shell, body, function* () {
    const value = values[index++]
    if (value === undefined) return false
    yield* traceCompound(command, shell)
    shell.state.variables.set(variable, value)
    return true
  })
}

function* runCStyleFor(
  { init, condition, update, body }: Command<'CStyleFor'>,
  shell: Interpreter,
): Steps<void> {
  const { words } = shell
  if (init) yield* words.arithmetic(init)
  let begun = false
  yield* loop(shell, body, function* () {
    if (begun && update) yield* words.arithmetic(update)
    begun = true
    return condition === null || (yield* words.arithmetic(condition)) !== 0n
  })
}

/** Runs the body for as long as `more` says; its status is that of the body's last run. */
function* loop(
  shell: Interpreter,
  body: readonly StatementNode[],
  more: () => Steps<boolean>,
): Steps<void> {
  const { state } = shell
  let status = 0
  state.loops++
  try {
    while (yield* rounds(more)) {
      if (yield* leaves(body)) {
        status = 0
        break
      }
      status = state.status
    }
  } finally {
    state.loops--
  }
  state.status = status

  function* rounds(asked: () => Steps<boolean>): Steps<boolean> {
    try {
      return yield* asked()
    } catch (error) {
      if (error instanceof Leave && error.levels === 1)
        return error.how === 'continue' && (yield* rounds(asked))
      throw lessOneLevel(error)
    }
  }

  /** True: the loop ends here. */
  function* leaves(statements: readonly StatementNode[]): Steps<boolean> {
    try {
      yield* shell.statements(statements)
      return false
    } catch (error) {
      if (!(error instanceof Leave)) throw error
      if (error.levels > 1) throw lessOneLevel(error)
      state.status = 0
      return error.how === 'break'
    }
  }
}

const lessOneLevel = (error: unknown): unknown =>
  error instanceof Leave ? new Leave(error.how, error.levels - 1) : error

function* runCase(command: Command<'Case'>, shell: Interpreter): Steps<void> {
  const { word, items } = command
  yield* traceCompound(command, shell)
  const text = yield* shell.words.text(word)
  let falls = false
  shell.state.status = 0
  for (const { patterns, body, terminator } of items) {
    if (!falls && !(yield* anyMatches(patterns, text, shell))) continue
    yield* shell.statements(body)
    if (terminator === ';;') return
    falls = terminator === ';&'
  }
}

function* anyMatches(
  patterns: Command<'Case'>['items'][number]['patterns'],
  text: string,
  shell: Interpreter,
): Steps<boolean> {
  for (const pattern of patterns)
    if (matches(yield* shell.words.pattern(pattern), text, shell.state.shopt.has('nocasematch')))
      return true
  return false
}
