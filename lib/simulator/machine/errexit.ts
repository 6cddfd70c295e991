import {
  commandNamed,
  groupOf,
  isSimple,
  listOf,
  literalOf,
  type Node,
  type Pipeline,
  pipelineOf,
  type SimpleCommand,
  type Statement,
  wordOf,
} from './syntax'
import type { Dialect } from './types'

/**
 * Makes an AND-OR list or a negated pipeline do under `set -e` what POSIX says. just-bash spares only the
 * conditions of `if`, `while` and `until`, so what a list tests becomes one.
 */
export const testWhatIsTested = (statement: Statement): void => {
  settleAssignments(statement)
  const { pipelines } = statement
  let leavesTraces = false
  pipelines.forEach((pipeline, index) => {
    const isTested = index < pipelines.length - 1 || pipeline.negated
    if (isTested && !isPlain(pipeline)) pipelines[index] = tested(pipeline)
    if (!isTested && leavesTraces) pipelines[index] = pipelineOf(groupOf(listOf([pipeline])))
    leavesTraces ||= !isPlain(pipeline)
  })
}

/** Compound commands in a pipeline run in processes of their own: one's end is no trace for the next. */
export const sealInPipeline = ({ commands }: Pipeline): void => {
  if (commands.length < 2) return
  commands.forEach((command, index) => {
    if (command.type === 'Subshell' || (isSimple(command) && !isAssignment(command))) return
    const whole = isAssignment(command) ? settled(command) : command
    commands[index] = groupOf(listOf([pipelineOf(whole)]), listOf([sameStatus()]))
  })
}

/**
 * just-bash remembers that the last failure was a spared one until the next statement. A simple command that
 * calls a function, sources a file or substitutes a command fails all the same: its body must not end so.
 */
export const seal = (body: Statement[]): void => {
  const [last, ...others] = body.at(-1)?.pipelines ?? []
  if (last && (others.length > 0 || last.negated || !last.commands.every(isSimple)))
    body.push(listOf([sameStatus()]))
}

export const sealFunction = (definition: Node): void => {
  const body = definition['body'] as Node
  if (body.type === 'Subshell') return
  if (body.type !== 'Group') definition['body'] = groupOf(listOf([pipelineOf(body)]))
  seal((definition['body'] as { body: Statement[] }).body)
}

/** `break` and `continue` leave a status of 0; just-bash keeps that of the last command before them. */
export const settleBreaks = (loop: Node): void => {
  const body = loop['body'] as Statement[]
  if (!/"(break|continue)"/.test(JSON.stringify(body))) return
  const asksFirst = JSON.stringify(body[0]).includes('"?"')
  const first = asksFirst ? listOf([sameStatus(), nothing()], ['&&']) : listOf([nothing()])
  loop['body'] = [first, listOf([pipelineOf(groupOf(...body))])]
}

/** bash, other than dash, forgets -e in a substitution; of neither may an option that is set there get out. */
export const sealOptions = (substitution: Node, dialect: Dialect): void => {
  const script = substitution['body'] as { statements: Statement[] }
  const [only, ...others] = script.statements
  if (!only || (others.length === 0 && only.pipelines.every(isPlain))) return
  if (dialect === 'dash' && !JSON.stringify(script.statements).includes('"set"')) return
  const forget = commandNamed(wordOf('set'), wordOf('+e'))
  const forgotten = dialect === 'bash' ? [listOf([pipelineOf(forget)])] : []
  const body = [...forgotten, ...script.statements]
  // Written out, `$((` would be arithmetic: something stands before the parenthesis.
  const subshell = { type: 'Subshell', body, redirections: [] }
  script.statements = [listOf([nothing()]), listOf([pipelineOf(subshell)])]
}

/** To just-bash a command that expands to nothing, and nothing else, keeps the status. */
const sameStatus = (): Pipeline => {
  const operation = { type: 'UseAlternative', word: wordOf(''), checkEmpty: false }
  const parts = [{ type: 'ParameterExpansion', parameter: '_', operation }]
  return pipelineOf(commandNamed({ type: 'Word', parts }))
}

/** `if PIPELINE; then :; else ${_+} && :; fi`: the same status, and no failure that counts. */
const tested = ({ negated, ...pipeline }: Pipeline): Pipeline => {
  const condition = [listOf([{ ...pipeline, negated: false }])]
  const test = {
    type: 'If',
    clauses: [{ condition, body: [listOf([nothing()])] }],
    elseBody: [listOf([sameStatus(), nothing()], ['&&'])],
    redirections: [],
  }
  return { ...pipelineOf(test), negated }
}

/** Commands that run nothing else in this shell. */
const plain = new Set(
  ': true false [ test echo printf read cd exit return break continue shift grep'.split(' '),
)

const isPlain = ({ commands }: Pipeline): boolean =>
  commands.every(
    (command) =>
      command.type === 'ConditionalCommand' ||
      (isSimple(command) && (command.name === null || plain.has(literalOf(command.name) ?? ''))),
  )

/** To just-bash, `x=y` alone leaves the status as it was: it must be 0 before, or be made 0 after. */
const settleAssignments = ({ pipelines, operators }: Statement): void => {
  pipelines.forEach((pipeline, index) => {
    const assignment = assignmentOf(pipeline)
    const follows = index > 0 && operators[index - 1] === '||'
    if (assignment && (follows || (index === 0 && asksForStatus(assignment))))
      pipelines[index] = { ...pipeline, commands: [settled(assignment)] }
  })
  if (!assignmentOf(pipelines[0])) return
  pipelines.unshift(nothing())
  operators.unshift('&&')
}

const settled = (assignment: SimpleCommand): Node => {
  const itself = pipelineOf(assignment)
  if (!asksForStatus(assignment)) return groupOf(listOf([nothing(), itself], ['&&']))
  return groupOf(substitutes(assignment) ? listOf([itself]) : listOf([itself, nothing()], ['||']))
}

const nothing = (): Pipeline => pipelineOf(commandNamed(wordOf(':')))

const assignmentOf = (pipeline: Pipeline | undefined): SimpleCommand | undefined => {
  const [command, ...others] = pipeline?.commands ?? []
  return command && others.length === 0 && isAssignment(command) ? command : undefined
}

const isAssignment = (command: Node): command is SimpleCommand =>
  isSimple(command) && command.name === null && command.assignments.length > 0

const asksForStatus = (command: SimpleCommand): boolean =>
  /"\?"|\$\{?\?/.test(JSON.stringify(command.assignments))

const substitutes = (command: SimpleCommand): boolean =>
  JSON.stringify(command.assignments).includes('"CommandSubstitution"')
