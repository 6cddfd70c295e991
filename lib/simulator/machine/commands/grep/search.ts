import { textOf } from '../../../shell/text'
import { linesOf } from '../inputs'
import type { Matcher } from './matcher'
import type { GrepOptions } from './options'

/** What was found in one file. */
export interface Found {
  readonly text: string
  readonly count: number
  /** It is no text, and what was found in it is not shown. */
  readonly isBinary: boolean
}

/** Looks through one file; what is printed of it is laid out as grep does. */
export const search = (
  bytes: Buffer,
  name: string | undefined,
  matcher: Matcher,
  options: GrepOptions,
): Found => {
  const { has } = options
  const end = has('z') ? '\0' : '\n'
  const text = textOf(bytes)
  const lines = linesOf(text, end)
  const isBinary = !has('a') && !has('z') && (bytes.includes(0) || !isUtf8(bytes, text))
  const layout = new Layout(lines, name, matcher, options, end)
  let count = 0
  for (const [index, line] of lines.entries()) {
    if (count >= options.most) break
    if (!matcher.selects(line)) continue
    count++
    if (has('q') || has('l') || has('L') || isBinary) break
    if (!has('c')) layout.select(index)
  }
  return { text: layout.finished(), count, isBinary }
}

/** What is none stands as latin1, a character for each byte. */
const isUtf8 = (bytes: Buffer, text: string): boolean =>
  bytes.length !== text.length || bytes.every((byte) => byte < 0x80)

class Layout {
  #text = ''
  /** The first line that is not printed yet. */
  #next = 0
  #lastSelected = -1
  readonly #offsets: number[] = []

  constructor(
    private readonly lines: readonly string[],
    private readonly name: string | undefined,
    private readonly matcher: Matcher,
    private readonly options: GrepOptions,
    private readonly end: string,
  ) {
    if (!options.has('b')) return
    let offset = 0
    for (const line of lines) {
      this.#offsets.push(offset)
      offset += Buffer.byteLength(line) + 1
    }
  }

  select(index: number): void {
    this.#contextAfter(index)
    const first = Math.max(index - this.options.before, this.#next)
    if (this.#text !== '' && first > this.#next && this.#hasContext) this.#text += '--\n'
    for (let each = first; each < index; each++) this.#print(each, '-')
    if (this.options.has('o')) {
      for (const { text, at } of this.matcher.finds(this.lines[index] ?? ''))
        this.#text += `${this.#prefix(index, ':', at)}${text}${this.end}`
    } else this.#print(index, ':')
    this.#next = index + 1
    this.#lastSelected = index
  }

  finished(): string {
    this.#contextAfter(this.lines.length)
    return this.#text
  }

  get #hasContext(): boolean {
    return this.options.before > 0 || this.options.after > 0
  }

  /** The lines behind the one that was selected last, up to but without `limit`. */
  #contextAfter(limit: number): void {
    if (this.#lastSelected < 0) return
    const last = Math.min(this.#lastSelected + this.options.after, limit - 1, this.lines.length - 1)
    for (; this.#next <= last; this.#next++) this.#print(this.#next, '-')
  }

  #print(index: number, mark: string): void {
    if (this.options.has('o')) return
    this.#text += `${this.#prefix(index, mark, 0)}${this.lines[index] ?? ''}${this.end}`
  }

  #prefix(index: number, mark: string, at: number): string {
    const { has } = this.options
    const offset = (this.#offsets[index] ?? 0) + at
    const parts = [
      ...(this.name === undefined ? [] : [this.name + (has('Z') ? '\0' : mark)]),
      ...(has('n') ? [`${index + 1}${mark}`] : []),
      ...(has('b') ? [`${offset}${mark}`] : []),
    ]
    return parts.join('')
  }
}
