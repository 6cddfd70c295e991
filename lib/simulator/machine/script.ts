import { parseScript } from './bash'

/** A script of one command without pipe or redirection: only its output can be passed on as it comes. */
export const isOneSimpleCommand = (script: string): boolean => {
  const statements = parseScript(script)?.statements
  const pipelines = statements?.length === 1 ? statements[0]?.pipelines : undefined
  const commands = pipelines?.length === 1 ? pipelines[0]?.commands : undefined
  const command = commands?.length === 1 ? commands[0] : undefined
  return command?.type === 'SimpleCommand' && command.redirections.length === 0
}
