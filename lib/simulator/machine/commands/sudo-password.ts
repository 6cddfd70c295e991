import type { CommandOutput, ShellContext } from '../types'

/** What sudo's question came to. */
export interface Entry {
  readonly refusal?: CommandOutput
  readonly prompts: string
  /** What is left of the input after the password; undefined when none of it was read. */
  readonly rest?: Buffer | undefined
}

/** Lets the caller become somebody else, asking for a password as sudo words it. */
export const authenticate = (
  context: ShellContext,
  never: boolean,
  fromStdin: boolean,
  prompt?: string,
): Entry => {
  const { user } = context
  if (user.uid === 0 || user.sudo === 'all') return { prompts: '' }
  if (never) return refused('sudo: a password is required\n')
  if (!fromStdin) {
    return refused(
      'sudo: a terminal is required to read the password; either use the -S option to read from standard input or configure an askpass helper\nsudo: a password is required\n',
    )
  }
  const asked = (prompt ?? `[sudo] password for ${user.name}: `).replace('%u', user.name)
  const typed = tryPasswords(context.stdinBytes, user.password, asked)
  if (!typed.accepted) return refused(typed.prompts)
  if (user.sudo === 'none')
    return refused(`${typed.prompts}${user.name} is not in the sudoers file.\n`)
  return { prompts: typed.prompts, rest: typed.rest }
}

const refused = (stderr: string): Entry => ({ refusal: { stderr, exitCode: 1 }, prompts: '' })

const tryPasswords = (
  input: Buffer,
  password: string | undefined,
  prompt: string,
): { accepted: boolean; prompts: string; rest: Buffer } => {
  let rest = input
  let prompts = ''
  for (let attempt = 1; attempt <= 3; attempt++) {
    prompts += prompt
    if (rest.length === 0) {
      const before =
        attempt === 1
          ? ''
          : `sudo: ${attempt - 1} incorrect password attempt${attempt === 2 ? '' : 's'}\n`
      return {
        accepted: false,
        prompts: `${prompts}\nsudo: no password was provided\n${before || 'sudo: a password is required\n'}`,
        rest,
      }
    }
    const end = rest.indexOf('\n')
    const line = rest.subarray(0, end < 0 ? rest.length : end).toString('utf8')
    rest = end < 0 ? Buffer.alloc(0) : rest.subarray(end + 1)
    if (password !== undefined && line === password) return { accepted: true, prompts, rest }
    if (attempt < 3) prompts += 'Sorry, try again.\n'
  }
  return { accepted: false, prompts: `${prompts}sudo: 3 incorrect password attempts\n`, rest }
}
