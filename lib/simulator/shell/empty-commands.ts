import type { PipelineNode, ScriptNode, StatementNode } from './syntax'

/** Where commands may be missing between two operators, which the parser takes for commands that do nothing. */
const suspicious = /[|&](?:\s|\\\n)+[|&]|[|&]{2,}(?:\s|\\\n)*[;|&)]|\|(?:\s|\\\n)*[;)]/

/** The operator that stands where a command should; undefined: there is none. */
export const operatorInPlaceOfCommand = (text: string, script: ScriptNode): string | undefined =>
  suspicious.test(text) ? below(script) : undefined

const below = (node: unknown): string | undefined => {
  if (typeof node !== 'object' || node === null) return undefined
  const { type } = node as { type?: string }
  const own = type === 'Statement' ? inStatement(node as StatementNode) : undefined
  if (own !== undefined) return own
  for (const child of Object.values(node)) {
    const found = below(child)
    if (found !== undefined) return found
  }
  return undefined
}

const inStatement = ({ pipelines, operators }: StatementNode): string | undefined => {
  for (const [index, pipeline] of pipelines.entries()) {
    const at = pipeline.commands.findIndex(isEmpty)
    const isAlone = pipelines.length === 1 && pipeline.commands.length === 1
    if (at < 0 || isAlone) continue
    if (at < pipeline.commands.length - 1) return '|'
    return operators[index] ?? ';'
  }
  return undefined
}

const isEmpty = (command: PipelineNode['commands'][number]): boolean =>
  command.type === 'SimpleCommand' &&
  command.name === null &&
  command.assignments.length === 0 &&
  command.redirections.length === 0
