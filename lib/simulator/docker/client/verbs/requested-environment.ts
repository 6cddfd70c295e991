import { absolute } from '../../../file-system/paths'
import type { CommandContext } from '../../../machine/types'
import type { ParsedFlags } from '../docker-call'
import { ClientError } from '../../docker-error'

/** What `--env-file` and `--env` ask for, as lines `NAME=value`: the files first. Throws ClientError for one that isn't there. */
export function requestedEnvironment(flags: ParsedFlags, context: CommandContext): string[] {
  const { env = [], envfile = [] } = flags.options
  return [...envfile.flatMap((path) => linesOf(path, context)), ...env].flatMap((line) =>
    valued(line, context),
  )
}

/** Of a file of `NAME=value`: blank lines and comments count for nothing. Throws ClientError. */
export function linesOf(path: string, { fs, cwd }: CommandContext): string[] {
  const file = absolute(cwd, path)
  if (path === '' || !fs.exists(file))
    throw new ClientError(`open ${path}: no such file or directory`)
  return fs
    .readText(file)
    .split('\n')
    .map((line) => line.trimStart())
    .filter((line) => line !== '' && !line.startsWith('#'))
}

/** A name alone is passed on as it is here; where it is not, it is left out. */
const valued = (line: string, { env }: CommandContext): string[] =>
  line.includes('=') ? [line] : env[line] === undefined ? [] : [`${line}=${env[line]}`]
