import { execFile } from 'node:child_process'
import { dirname } from 'node:path'
import { redacted } from '../redaction/redacted'
import { mistakeAt } from '../testbed/mistake-at'
import { type TestbedFileError } from '../testbed/mistakes'
import { Secret } from '../testbed/testbed'
import { minutes, seconds } from '../wait/duration'
import { type TestbedWithRegistry } from './registry-check'
import { type GivenToken, tokenIn } from './token-answer'

/** A token with less time left than this is not handed out: a pull may begin late. */
const leastLeft = minutes(2)

/** User and token for a registry; `until`: when it runs out, in milliseconds since the epoch, where it says so. */
export interface RegistryLogin {
  readonly user: string
  readonly token: Secret
  readonly until: number | undefined
}

/** Fetches short-lived tokens with the testbed file's `registry.tokenCommand`, and keeps one until it is about to run out. */
export class RegistryTokens {
  #current: Promise<RegistryLogin> | undefined

  constructor(private readonly testbed: TestbedWithRegistry) {}

  /** Undefined where the registry wants no login. @throws TestbedFileError when the command gives no token */
  async login(): Promise<RegistryLogin | undefined> {
    const { user, tokenCommand } = this.testbed.registry
    if (tokenCommand === null) return undefined
    const known = await this.#current
    if (known && (known.until ?? Infinity) - Date.now() > leastLeft) return known
    this.#current = this.#fetch(user, tokenCommand)
    return this.#current
  }

  async #fetch(user: string, command: string): Promise<RegistryLogin> {
    const { token, until } = await this.#ask(command)
    if (until !== undefined && until <= Date.now())
      throw this.#mistake(`prints a token that ran out at ${new Date(until).toISOString()}`)
    return { user, token: new Secret(token), until }
  }

  async #ask(command: string): Promise<GivenToken> {
    const { stdout, problem } = await run(command, dirname(this.testbed.file))
    if (problem !== undefined) throw this.#mistake(problem)
    const given = tokenIn(stdout)
    if (!given) throw this.#mistake('prints no token, neither as a word nor in JSON')
    return given
  }

  #mistake(what: string): TestbedFileError {
    const next = 'run it by hand in the folder of this file'
    return mistakeAt(this.testbed, ['registry', 'tokenCommand'], `${what}; ${next}`)
  }
}

/** What it prints never gets into a message: on failure its last words on stderr do, secrets masked. */
function run(
  command: string,
  cwd: string,
): Promise<{ stdout: string; problem: string | undefined }> {
  return new Promise((resolve) => {
    execFile('sh', ['-c', command], { cwd, timeout: seconds(60) }, (error, stdout, stderr) => {
      const said = redacted(stderr.trim().split('\n').at(-1) ?? '')
      const how = error?.killed ? 'did not end within 60 s' : `failed with exit code ${error?.code}`
      resolve({ stdout, problem: error ? `${how}${said && `: ${said}`}` : undefined })
    })
  })
}
