import { type Writable } from 'node:stream'

/** One line at the bottom of a terminal that is drawn again and again; everything else scrolls above it. */
export class LiveLine {
  readonly #timer: NodeJS.Timeout
  #drawn = ''

  constructor(
    private readonly terminal: Writable & { columns?: number },
    private readonly text: () => string,
  ) {
    this.#timer = setInterval(() => this.#draw(), 250)
    this.#timer.unref()
  }

  /** Writes a text that stays. */
  print(text: string): void {
    this.#erase()
    this.terminal.write(text)
  }

  /** Takes the line away for good. */
  close(): void {
    clearInterval(this.#timer)
    this.#erase()
  }

  #draw(): void {
    const text = this.text().slice(0, (this.terminal.columns || 80) - 1)
    if (text === this.#drawn) return
    this.#erase()
    this.terminal.write(text)
    this.#drawn = text
  }

  #erase(): void {
    if (this.#drawn) this.terminal.write('\r\x1b[K')
    this.#drawn = ''
  }
}
