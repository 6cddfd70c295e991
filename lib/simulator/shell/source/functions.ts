import type {
  Command,
  CommandNode,
  FunctionDefinition,
  Redirection,
  StatementNode,
} from '../syntax'
import { conditionSource } from './conditions'
import { scriptSource, sourceOf } from './words'

/** A function as `declare -f` prints it, laid out by bash's print_cmd.c. */
export const functionSource = ({ name, body, redirections }: FunctionDefinition): string => {
  const group: CommandNode =
    body.type === 'Group' ? body : { type: 'Group', body: [alone(body)], redirections: [] }
  return `${name} () \n${commandSource(group, '')}${redirected(redirections)}\n`
}

/** One command, as BASH_COMMAND tells it. */
export const commandText = (command: CommandNode): string => commandSource(command, '')

const alone = (command: CommandNode): StatementNode => ({
  type: 'Statement',
  pipelines: [{ type: 'Pipeline', commands: [command], negated: false }],
  operators: [],
  background: false,
})

const step = '    '

/** One below the other, with what bash puts between them; `last` stands behind the last one. */
const list = (statements: readonly StatementNode[], indent: string, last: string): string =>
  statements
    .map((statement, index) => {
      const { background } = statement
      const end = background ? ' &' : index < statements.length - 1 ? ';' : last
      return statementSource(statement, indent) + end
    })
    .join(`\n${indent}`)

const statementSource = ({ pipelines, operators }: StatementNode, indent: string): string =>
  pipelines
    .map(({ commands, negated, timed, pipeStderr }, index) => {
      const joined = commands.map((command, at) => {
        const pipe = pipeStderr?.[at] ? ' 2>&1 | ' : ' | '
        return commandSource(command, indent) + (at < commands.length - 1 ? pipe : '')
      })
      const before = index > 0 ? ` ${operators[index - 1]} ` : ''
      return `${before}${timed ? 'time ' : ''}${negated ? '! ' : ''}${joined.join('')}`
    })
    .join('')

const commandSource = (command: CommandNode, indent: string): string => {
  if (command.type === 'SimpleCommand') return simpleSource(command)
  if (command.type === 'FunctionDef')
    return `function ${functionSource(command).trimEnd().replaceAll('\n', `\n${indent}`)}`
  return compoundSource(command, indent) + redirected(command.redirections)
}

const simpleSource = ({
  assignments,
  name,
  args,
  redirections,
}: Command<'SimpleCommand'>): string => {
  const assigned = assignments.map(({ name: variable, value, append, array }) => {
    const given = array ? `(${array.map(sourceOf).join(' ')})` : value ? sourceOf(value) : ''
    return `${variable}${append ? '+' : ''}=${given}`
  })
  const words = [...assigned, ...(name ? [name, ...args].map(sourceOf) : [])].join(' ')
  return `${words}${redirected(redirections)}`.trimStart()
}

type Compound = Exclude<CommandNode, { type: 'SimpleCommand' | 'FunctionDef' }>

const compoundSource = (command: Compound, indent: string): string => {
  const body = (statements: readonly StatementNode[]): string =>
    `\n${indent}${step}${list(statements, indent + step, ';')}\n${indent}`
  switch (command.type) {
    case 'Group':
      return `{ \n${indent}${step}${list(command.body, indent + step, '')}\n${indent}}`
    case 'Subshell':
      return `( ${list(command.body, indent, '')} )`
    case 'If':
      return ifSource(command, indent)
    case 'For': {
      const words = command.words ? command.words.map(sourceOf).join(' ') : '"$@"'
      return `for ${command.variable} in ${words};\n${indent}do${body(command.body)}done`
    }
    case 'CStyleFor': {
      const { init, condition, update } = command
      const parts = [init, condition, update].map((each) => (each?.originalText ?? '1').trim())
      return `for ((${parts.join('; ')}))\n${indent}do${body(command.body)}done`
    }
    case 'While':
    case 'Until':
      return `${command.type.toLowerCase()} ${list(command.condition, indent, '')}; do${body(command.body)}done`
    case 'Case':
      return caseSource(command, indent)
    case 'ArithmeticCommand':
      return `((${command.expression.originalText ?? ''}))`
    case 'ConditionalCommand':
      return `[[ ${conditionSource(command.expression)} ]]`
  }
}

/** bash keeps no `elif`. */
const ifSource = ({ clauses, elseBody }: Command<'If'>, indent: string): string => {
  const [first, ...others] = clauses
  if (!first) return ''
  const below = `\n${indent}${step}`
  const other =
    others.length > 0
      ? `${ifSource({ type: 'If', clauses: others, elseBody, redirections: [] }, indent + step)};`
      : elseBody && list(elseBody, indent + step, ';')
  return (
    `if ${list(first.condition, indent, '')}; then${below}${list(first.body, indent + step, ';')}\n${indent}` +
    `${other ? `else${below}${other}\n${indent}` : ''}fi`
  )
}

const caseSource = ({ word, items }: Command<'Case'>, indent: string): string => {
  const inner = indent + step
  const told = items.map(({ patterns, body, terminator }) => {
    const commands = body.length > 0 ? `\n${inner}${step}${list(body, inner + step, '')}` : ''
    return `\n${inner}${patterns.map(sourceOf).join(' | ')})${commands}\n${inner}${terminator}`
  })
  return `case ${sourceOf(word)} in ${told.join('')}\n${indent}esac`
}

const redirected = (redirections: readonly Redirection[]): string => {
  const later: string[] = []
  const told = redirections.map(({ operator, fd, fdVariable, target }) => {
    const from = fdVariable === undefined ? (fd ?? '') : `{${fdVariable}}`
    if (target.type === 'HereDoc') {
      const { delimiter, quoted, stripTabs, content } = target
      const text = quoted ? sourceOf(content) : content.parts.map(plain).join('')
      later.push(`\n${text}${delimiter}\n`)
      return ` ${from}<<${stripTabs ? '-' : ''}${quoted ? `'${delimiter}'` : delimiter}`
    }
    const isCopy = operator === '>&' || operator === '<&'
    const number = isCopy && from === '' ? (operator === '>&' ? 1 : 0) : from
    return ` ${number}${operator}${isCopy ? '' : ' '}${sourceOf(target)}`
  })
  return told.join('') + later.join('')
}

/** What stands in a here-document. */
const plain = (part: Parameters<typeof sourceOf>[0]['parts'][number]): string =>
  part.type === 'CommandSubstitution'
    ? `$(${scriptSource(part.body)})`
    : sourceOf({ type: 'Word', parts: [part] })
