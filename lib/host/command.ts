import { Secret } from '../testbed/testbed'
import { quote } from './quote'

/** Shell text that goes into a command as it is; see `raw`. */
class Raw {
  constructor(readonly text: string) {}
}

export type CommandValue = string | number | readonly string[] | Raw | Command

/** A POSIX shell script and who runs it: the login user, or root. */
export class Command {
  constructor(
    readonly script: string,
    readonly user: 'login' | 'root',
  ) {}

  toString(): string {
    return this.script
  }
}

/**
 * A command for the login user. Values are shell-quoted, each member of a list by itself; a `Command` is
 * inlined. Backslashes reach the shell as written (only `` \` `` and `\${` are JavaScript's); the indentation
 * that all lines share is dropped.
 */
export const sh = (text: TemplateStringsArray, ...values: readonly CommandValue[]): Command =>
  new Command(interpolate(text, values, 'login'), 'login')

/** A command for root: otherwise the same as `sh`. */
export const root = (text: TemplateStringsArray, ...values: readonly CommandValue[]): Command =>
  new Command(interpolate(text, values, 'root'), 'root')

/** Text for a command's template that the shell shall interpret: `raw('>/dev/null')`. Never for values. */
export const raw = (text: string): Raw => new Raw(text)

function interpolate(
  text: TemplateStringsArray,
  values: readonly CommandValue[],
  user: Command['user'],
): string {
  const [first = '', ...rest] = withoutIndentation(text.raw).map(unescape)
  return rest.reduce((script, part, i) => script + shellText(values[i], user) + part, first).trim()
}

const unescape = (part: string): string => part.replace(/\\(`|\$\{)/g, '$1')

function withoutIndentation(parts: readonly string[]): readonly string[] {
  const lines = parts.join('\0').split('\n').slice(1)
  const depths = lines.filter((line) => line.trim() !== '').map((line) => line.search(/\S/))
  const shared = Math.min(...depths)
  return Number.isFinite(shared)
    ? parts.map((part) => part.replace(new RegExp(`\\n {${shared}}`, 'g'), '\n'))
    : parts
}

function shellText(value: CommandValue | undefined, user: Command['user']): string {
  if (typeof value === 'string' || typeof value === 'number') return quote(value)
  if (value instanceof Raw) return value.text
  if (value instanceof Command) return inlined(value, user)
  if (Array.isArray(value)) return value.map((word: string) => quote(word)).join(' ')
  if ((value as unknown) instanceof Secret)
    throw new Error(
      'A secret cannot be part of a command, where everyone sees it; hand it to stdin',
    )
  throw new Error(
    `${String(value)} cannot be part of a command; write a text, a number or a list of texts`,
  )
}

function inlined(command: Command, user: Command['user']): string {
  if (command.user === 'root' && user === 'login')
    throw new Error('A command for root cannot be part of one for the login user')
  return command.script
}
