import type { Journal } from '../../linux/journal/journal'

const bufferSize = 8192

/**
 * What ctrmgrd writes: syslog records at once, and for the lines of its kube_commands module a second copy on
 * standard output, which Python buffers in blocks, so that it arrives late, in bursts, line by line.
 */
export class CtrmgrdLog {
  #printed = ''

  constructor(
    private readonly journal: Journal,
    private readonly pid: number,
    /** Aborted when the process has ended: what it was about to write is lost. */
    private readonly ended: AbortSignal = new AbortController().signal,
  ) {}

  /** `caller` is the Python function, which prefixes the text. */
  debug(caller: string, text: string): void {
    this.#syslog(`${caller}: ${text}`, 7)
  }

  /** Without a caller. */
  plain(text: string, priority: number): void {
    this.#syslog(text, priority)
  }

  /** Like `debug`, from kube_commands. */
  command(caller: string, text: string): void {
    this.debug(caller, text)
    this.#print(`${caller}: ${text}`)
  }

  /** An error of kube_commands: without the function's name in syslog, with it on standard output. */
  error(caller: string, text: string): void {
    this.#syslog(text, 3)
    this.#print(`${caller}: ${text}`)
  }

  /** Standard error isn't buffered. */
  warning(text: string): void {
    this.#captured(text.split('\n'))
  }

  /** Of an exception that nothing catches. */
  dies(exception: string): void {
    this.warning(`Traceback (most recent call last):\n${exception}`)
  }

  #syslog(message: string, priority: number): void {
    if (this.ended.aborted) return
    this.journal.write({
      ...this.#identity(),
      transport: 'syslog',
      priority,
      message: message.trimEnd(),
    })
  }

  #print(text: string): void {
    this.#printed += `${text}\n`
    if (this.#printed.length < bufferSize) return
    const whole = this.#printed.lastIndexOf('\n', bufferSize)
    const lines = this.#printed.slice(0, whole).split('\n')
    this.#printed = this.#printed.slice(whole + 1)
    this.#captured(lines.filter((line) => line.trim() !== ''))
  }

  #captured(messages: readonly string[]): void {
    if (this.ended.aborted) return
    const output = { ...this.#identity(), transport: 'stdout', priority: 6 } as const
    this.journal.writeTogether(messages.map((message) => ({ ...output, message })))
  }

  #identity(): { identifier: string; pid: number; unit: string } {
    return { identifier: 'ctrmgrd.py', pid: this.pid, unit: 'ctrmgrd.service' }
  }
}
