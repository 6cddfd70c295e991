import type { ShellContext } from '../../types'

/** What tar writes and says, at once, and whether it failed. */
export class Report {
  readonly #said = new Set<string>()
  #hasFailed = false
  /** It could not go on. */
  isCutShort = false

  constructor(private readonly context: ShellContext) {}

  write(output: string | Buffer): void {
    this.context.openFile(1)?.write(Buffer.from(output))
  }

  say(text: string): void {
    this.context.openFile(2)?.write(Buffer.from(text))
  }

  /** Says it once. */
  note(text: string): void {
    if (!this.#said.has(text)) this.say(`tar: ${text}\n`)
    this.#said.add(text)
  }

  /** It goes on, and fails in the end. */
  fail(text: string): void {
    this.#hasFailed = true
    this.note(text)
  }

  /** Says that it failed, if it did; answers the exit code. */
  end(): number {
    if (!this.#hasFailed) return 0
    this.say(
      this.isCutShort
        ? notRecoverable
        : 'tar: Exiting with failure status due to previous errors\n',
    )
    return 2
  }
}

const notRecoverable = 'tar: Error is not recoverable: exiting now\n'

/** It does not go on. */
export class Fatal extends Error {
  constructor(
    message: string,
    readonly byChild = false,
  ) {
    super(message)
  }

  /** The whole of what is said. */
  get text(): string {
    if (!this.byChild) return `tar: ${this.message}\n${notRecoverable}`
    const child = `tar: ${this.message}\n${notRecoverable}`.replaceAll('tar:', 'tar (child):')
    return `${child}tar: Child returned status 2\n${notRecoverable}`
  }
}
