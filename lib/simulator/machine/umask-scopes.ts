import {
  become,
  commandNamed,
  type Group,
  groupOf,
  listOf,
  type Node,
  pipelineOf,
  type Statement,
  statusWord,
  wordOf,
} from './syntax'

/** `( umask 077; … )` must not reach beyond its parentheses, of which commands know nothing. */
export const keepUmask = (node: Node): void => {
  if (mentionsUmask(node['body'])) become(node, umaskGroup({ ...node }))
}

/** The same for `$(umask 0; …)`. */
export const keepUmaskInside = (node: Node): void => {
  const script = node['body'] as { statements: Statement[] }
  if (!mentionsUmask(script)) return
  const subshell = { type: 'Subshell', body: script.statements, redirections: [] }
  script.statements = [listOf([pipelineOf(umaskGroup(subshell))])]
}

const mentionsUmask = (body: unknown): boolean => JSON.stringify(body).includes('"umask"')

/** `{ .umask-save; COMMAND; .umask-restore $?; }` */
const umaskGroup = (command: Node): Group =>
  groupOf(
    listOf([pipelineOf(commandNamed(wordOf('/bin/.umask-save')))]),
    listOf([pipelineOf(command)]),
    listOf([pipelineOf(commandNamed(wordOf('/bin/.umask-restore'), statusWord()))]),
  )
