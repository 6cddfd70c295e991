import { Incoming } from '../../../shell/open-file'
import { bytesOf } from '../../../shell/text'
import { type RunCommand } from '../../kubelet/kubelet-server'
import { execStatus } from './exec-status'

/** What is to be run, and to what of it the client is connected. */
export interface ExecOptions {
  readonly command: readonly string[]
  readonly stdin: boolean
  readonly stdout: boolean
  readonly stderr: boolean
  readonly tty: boolean
}

/** The client's side of a command, whatever protocol it speaks. */
export interface ExecClient {
  send(stream: 'stdout' | 'stderr', bytes: Buffer): void
  /** Tells how it ended, as a Status, and closes the connection. */
  end(status: object): void
}

/** A command that somebody is connected to. */
export class ExecSession {
  readonly #stdin = new Incoming()
  readonly #broken = new AbortController()
  #isLeft = false

  constructor(
    private readonly options: ExecOptions,
    private readonly client: ExecClient,
  ) {
    if (!options.stdin) this.#stdin.end()
  }

  /** Resolves when the command has ended, and the client knows. */
  async run(runCommand: RunCommand): Promise<void> {
    const { command, stdout, stderr, tty } = this.options
    const pass = (stream: 'stdout' | 'stderr', wanted: boolean) => (text: string) =>
      this.#pass(stream, wanted, tty ? text.replace(/\r?\n/g, '\r\n') : text)
    let status: object
    try {
      const exitCode = await runCommand(command, {
        stdin: this.#stdin,
        onStdout: pass('stdout', stdout),
        onStderr: tty ? pass('stdout', stdout) : pass('stderr', stderr),
        signal: this.#broken.signal,
      })
      status = execStatus(exitCode)
    } catch (error) {
      status = execStatus(error as Error)
    }
    if (!this.#isLeft) this.client.end(status)
  }

  /** What the client sends to the command. A terminal shows what is typed, ends lines, and knows ^C and ^D. */
  receive(bytes: Buffer): void {
    if (!this.options.tty) return this.#stdin.push(bytes)
    for (const key of bytes.toString('latin1')) {
      if (key === '\u0004') this.#stdin.end()
      else if (key === '\u0003') this.#broken.abort()
      else this.#type(key === '\r' ? '\n' : key)
    }
  }

  /** The client sends no more. */
  endOfInput(): void {
    this.#stdin.end()
  }

  /** The client is gone. The command reads to the end, and breaks where it writes on. */
  leave(): void {
    this.#isLeft = true
    this.#stdin.end()
  }

  #type(key: string): void {
    this.#pass('stdout', this.options.stdout, key.replace('\n', '\r\n'))
    this.#stdin.push(Buffer.from(key, 'latin1'))
  }

  #pass(stream: 'stdout' | 'stderr', wanted: boolean, text: string): void {
    if (text === '' || !wanted) return
    if (this.#isLeft) this.#broken.abort()
    else this.client.send(stream, bytesOf(text))
  }
}
