import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import path from 'node:path'
import { patience } from '../patience'

export const root = path.join(__dirname, '../..')

/** Whatever ends what was begun for it: a test, or a program that makes many such. */
export interface Owner {
  after(end: () => unknown): void
}

/** What a command came to. */
export interface Answer {
  readonly exitCode: number | null
  readonly stdout: string
  readonly stderr: string
}

/** A command that is under way. */
export class Running {
  #stdout = ''
  #stderr = ''
  readonly finished: Promise<Answer>

  constructor(readonly child: ChildProcess) {
    child.stdout?.on('data', (chunk) => (this.#stdout += String(chunk)))
    child.stderr?.on('data', (chunk) => (this.#stderr += String(chunk)))
    this.finished = this.#finish()
  }

  /** Resolves with what matched as soon as it has said so; rejects when it ends before. */
  async says(pattern: RegExp): Promise<RegExpExecArray> {
    for (;;) {
      const found = pattern.exec(this.#stdout + this.#stderr)
      if (found) return found
      const { child } = this
      if (child.exitCode !== null || child.signalCode !== null)
        throw new Error(
          `It ended before it said ${String(pattern)}:\n${this.#stdout}${this.#stderr}`,
        )
      await Promise.race([once(child.stdout!, 'data'), once(child.stderr!, 'data'), this.finished])
    }
  }

  async #finish(): Promise<Answer> {
    const [exitCode] = (await once(this.child, 'close')) as [number | null]
    return { exitCode, stdout: this.#stdout, stderr: this.#stderr }
  }
}

/** `kubesonic <args>` as a user starts it, with a clean environment; it is killed when the test ends. */
export function start(t: Owner, args: readonly string[], env: NodeJS.ProcessEnv = {}): Running {
  return startNode(t, [path.join(root, 'bin/kubesonic.cjs'), ...args], env)
}

/** `npx cucumber-js <args>`, as editors start it. */
export function startCucumber(
  t: Owner,
  args: readonly string[],
  env: NodeJS.ProcessEnv = {},
): Running {
  return startNode(
    t,
    [path.join(root, 'node_modules/@cucumber/cucumber/bin/cucumber.js'), ...args],
    env,
  )
}

function startNode(t: Owner, args: readonly string[], env: NodeJS.ProcessEnv): Running {
  const child = spawn(process.execPath, args, {
    cwd: root,
    timeout: patience,
    killSignal: 'SIGKILL',
    env: { ...process.env, ...clean, ...env },
  })
  t.after(() => child.kill('SIGKILL'))
  return new Running(child)
}

const clean = {
  KUBESONIC_TESTBED: '',
  KUBESONIC_SIMULATOR: '',
  KUBESONIC_ALLOW_SKIPPED: '',
  SSH_AUTH_SOCK: '',
}
