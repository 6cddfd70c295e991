import { Incoming } from '../../../shell/open-file'
import { bytesOf } from '../../../shell/text'
import { type ExecStreams } from '../../../docker/container/container-exec'
import { type CommandStatus } from './command-status'

/** What is run for a client, or runs already. */
export interface ConnectedCommand {
  /** Resolves to the exit code. Rejects where there is none. */
  run(streams: ExecStreams): Promise<number>
  status(ended: number | Error): CommandStatus
}

/** To what of it the client is connected. */
export interface CommandOptions {
  readonly stdin: boolean
  readonly stdout: boolean
  readonly stderr: boolean
  readonly tty: boolean
}

/** The client's side of a command, whatever protocol it speaks. */
export interface CommandClient {
  send(stream: 'stdout' | 'stderr', bytes: Buffer): void
  /** Tells how it ended, and closes the connection. */
  end(status: CommandStatus): void
}

/** A command that somebody is connected to. */
export class CommandSession {
  readonly #stdin = new Incoming()
  readonly #broken = new AbortController()
  #isLeft = false

  constructor(
    private readonly options: CommandOptions,
    private readonly client: CommandClient,
  ) {
    if (!options.stdin) this.#stdin.end()
  }

  /** Resolves when the command has ended, and the client knows. */
  async run(command: ConnectedCommand): Promise<void> {
    const { stdout, stderr, tty } = this.options
    const pass = (stream: 'stdout' | 'stderr', wanted: boolean) => (text: string) =>
      this.#pass(stream, wanted, tty ? text.replace(/\r?\n/g, '\r\n') : text)
    const streams: ExecStreams = {
      stdin: this.#stdin,
      onStdout: pass('stdout', stdout),
      onStderr: tty ? pass('stdout', stdout) : pass('stderr', stderr),
      signal: this.#broken.signal,
    }
    const ended = await command.run(streams).catch((error: Error) => error)
    if (!this.#isLeft) this.client.end(command.status(ended))
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
