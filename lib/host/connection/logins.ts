import { type AnyAuthMethod, type AuthHandlerMiddleware } from 'ssh2'
import { type MachineSpec } from '../../testbed/testbed'
import { readIdentityFile } from './identity-file'

/**
 * The ways to log in, what the testbed file names before what the environment has: identity file, password
 * (also asked for interactively), agent.
 */
export class Logins {
  readonly #left: AnyAuthMethod[]
  /** What was tried, in words, for the message when nothing helped. */
  readonly tried: string[] = []

  constructor(spec: MachineSpec, agent = process.env['SSH_AUTH_SOCK']) {
    const { user: username, identityFile, password } = spec.ssh
    this.#left = []
    if (identityFile)
      this.#left.push({ type: 'publickey', username, key: readIdentityFile(spec, identityFile) })
    if (password) {
      const answer = password.reveal()
      this.#left.push(
        { type: 'password', username, password: answer },
        {
          type: 'keyboard-interactive',
          username,
          prompt: (_name, _instructions, _language, prompts, finish) =>
            finish(prompts.map(() => answer)),
        },
      )
    }
    if (agent) this.#left.push({ type: 'agent', username, agent })
    // As ssh does: asking with no credentials at all makes the server tell what it accepts.
    this.#left.unshift({ type: 'none', username })
  }

  /** ssh2's question for the next way, given what the server still accepts. */
  readonly next: AuthHandlerMiddleware = (accepted, _partial, use) => {
    const way = this.#left.shift()
    if (!way) return use(false as never)
    const asked = way.type === 'agent' ? 'publickey' : way.type
    if (accepted?.length && !accepted.includes(asked)) return this.next(accepted, _partial, use)
    if (way.type !== 'none') this.tried.push(words[way.type] ?? way.type)
    use(way)
  }
}

const words: Readonly<Record<string, string>> = {
  publickey: 'the identity file',
  agent: "the SSH agent's keys",
  'keyboard-interactive': 'the password, typed',
  password: 'the password',
}
