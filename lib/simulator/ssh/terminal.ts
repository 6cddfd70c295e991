import type { ServerChannel } from 'ssh2'
import type { Machine } from '../machine/machine'
import type { User } from '../machine/types'

/** Ends the output of a line and carries the shell's directory out of it. */
const mark = '\u0002'

/**
 * A login shell for a person at a terminal: edits a line, runs it, shows the prompt again. The directory is
 * kept from line to line; variables are not.
 */
export const runTerminal = (
  machine: Machine,
  user: User,
  channel: ServerChannel,
  signal: AbortSignal,
): void => {
  const terminal = new Terminal(machine, user, channel, signal)
  channel.on('data', (chunk: Buffer) => terminal.type(chunk.toString('utf8')))
  terminal.begin()
}

class Terminal {
  #cwd: string
  #line = ''
  /** What is typed while a line runs. */
  #ahead = ''
  #running: AbortController | undefined

  constructor(
    private readonly machine: Machine,
    private readonly user: User,
    private readonly channel: ServerChannel,
    private readonly signal: AbortSignal,
  ) {
    this.#cwd = user.home
  }

  begin(): void {
    this.#show(`Linux ${this.machine.hostname} (simulated)\n`)
    this.#prompt()
  }

  type(keys: string): void {
    for (const key of keys) this.#typed(key)
  }

  #typed(key: string): void {
    if (key === '\u0003') this.#interrupt()
    else if (this.#running) this.#ahead += key
    else if (key === '\u0004' && this.#line === '') this.#leave(0)
    else if (key === '\u007f' || key === '\b') {
      if (this.#line !== '') this.#show('\b \b')
      this.#line = this.#line.slice(0, -1)
    } else if (key === '\r' || key === '\n') {
      this.#show('\n')
      void this.#runLine()
    } else if (key >= ' ') {
      this.#line += key
      this.#show(key)
    }
  }

  #interrupt(): void {
    this.#running?.abort()
    this.#line = ''
    this.#show('^C\n')
    if (!this.#running) this.#prompt()
  }

  async #runLine(): Promise<void> {
    const text = this.#line
    this.#line = ''
    if (/^\s*(exit|logout)\b/.test(text)) return this.#leave(Number(/\d+/.exec(text)?.[0] ?? 0))
    this.#running = new AbortController()
    this.#cwd = (await this.#run(text, this.#running.signal)) ?? this.#cwd
    this.#running = undefined
    this.#prompt()
    const keys = this.#ahead
    this.#ahead = ''
    this.type(keys)
  }

  /** Resolves to the directory that the line has ended in; undefined when it was cut short. */
  async #run(text: string, interrupted: AbortSignal): Promise<string | undefined> {
    let shown = ''
    let directory: string | undefined
    const onStdout = (chunk: string): void => {
      shown += chunk
      const [output = '', after] = shown.split(mark)
      this.#show(output)
      shown = after === undefined ? '' : mark + after
      directory = after ?? directory
    }
    const tellDirectory = `printf '${mark}%s' "$PWD"`
    await this.machine.exec(text.trim() === '' ? tellDirectory : `${text}\n${tellDirectory}`, {
      user: this.user.name,
      cwd: this.#cwd,
      signal: AbortSignal.any([this.signal, interrupted]),
      onStdout,
      onStderr: (chunk) => this.#show(chunk),
      origin: 'ssh',
    })
    return directory
  }

  #prompt(): void {
    const { name, uid, home } = this.user
    const place = this.#cwd === home ? '~' : this.#cwd
    this.#show(`${name}@${this.machine.hostname}:${place}${uid === 0 ? '#' : '$'} `)
  }

  #leave(status: number): void {
    this.#show('logout\n')
    this.channel.exit(status)
    this.channel.end()
  }

  #show(text: string): void {
    if (this.channel.writable) this.channel.write(text.replace(/\r?\n/g, '\r\n'))
  }
}
