import { Addresses } from './addresses'
import { type Command, SedError, type Substitution } from './command'
import { replacement } from './substitution'
import { unambiguous } from './unambiguous'

export interface Line {
  readonly text: string
  /** The last one of a file may have no end. */
  readonly end: string
}

/** What a run needs of the world. */
export interface Surroundings {
  readonly isQuiet: boolean
  readonly end: string
  /** All of a file; undefined where it can't be read. */
  readonly read: (name: string) => string | undefined
  readonly write: (name: string, text: string) => void
}

type Next = 'next' | 'again' | 'quit'

/** Carries a program out, file by file or over all files as one stream. */
export class Execution {
  exitCode = 0
  hasQuit = false
  #output = ''
  #hold = ''
  #space = ''
  #end = '\n'
  #line = 0
  #lines: readonly Line[] = []
  #name = '-'
  #at = 0
  #substituted = false
  #isMissingEnd = false
  #appended: (() => void)[] = []
  #last: RegExp | undefined
  readonly #addresses = new Addresses()
  readonly #readLines = new Map<string, string[]>()

  constructor(
    private readonly program: readonly Command[],
    private readonly around: Surroundings,
  ) {}

  /** Edits these lines; the answer is what is printed of them. */
  run(name: string, lines: readonly Line[]): string {
    this.#output = ''
    this.#isMissingEnd = false
    this.#line = 0
    this.#addresses.forget()
    ;[this.#name, this.#lines, this.#at] = [name, lines, 0]
    let next: Next = 'next'
    while (!this.hasQuit && (next === 'again' || this.#takeLine())) {
      next = this.#cycle()
      if (next === 'quit') this.hasQuit = true
    }
    return this.#output
  }

  /** What of the lines was not looked at when the run was left. */
  get unread(): string {
    return this.#lines
      .slice(this.#at)
      .map(({ text, end }) => text + end)
      .join('')
  }

  #takeLine(): boolean {
    const line = this.#lines[this.#at]
    if (!line) return false
    this.#at++
    this.#line++
    this.#space = line.text
    this.#end = line.end
    return true
  }

  /** One run through the program, and what is printed at its end. */
  #cycle(): Next {
    this.#substituted = false
    for (let index = 0; index < this.program.length; index++) {
      const command = this.program[index]!
      if (!this.#addresses.holds(command, this.#place)) {
        if (command.name === '{') index = command.target
        continue
      }
      const next = this.#do(command)
      if (typeof next === 'number') index = next - 1
      else if (next !== undefined) return next
    }
    return this.#ended('next')
  }

  get #place() {
    return {
      line: this.#line,
      isLast: this.#at >= this.#lines.length,
      matches: (regex: RegExp | undefined) => this.#matches(regex),
    }
  }

  #ended(next: Next, prints = !this.around.isQuiet): Next {
    if (prints) this.#print(this.#space, this.#end)
    this.#flush()
    return next
  }

  #flush(): void {
    for (const each of this.#appended.splice(0)) each()
  }

  /** Does one command; the answer is where it goes on, or how the cycle ends. */
  #do(command: Command): number | Next | undefined {
    const { around } = this
    const { end } = around
    switch (command.name) {
      case '=': this.#print(String(this.#line), '\n'); return undefined
      case 'a': this.#appended.push(() => this.#print(command.text, '')); return undefined
      case 'i': this.#print(command.text, ''); return undefined
      case 'c':
        if (!command.to || command.negated || this.#addresses.isRangeOver(command)) this.#print(command.text, '')
        return this.#ended('next', false)
      case 'd': return this.#ended('next', false)
      case 'D': {
        const cut = this.#space.indexOf(end)
        if (cut < 0) return this.#ended('next', false)
        this.#space = this.#space.slice(cut + 1)
        return this.#ended('again', false)
      }
      case 'F': this.#print(this.#name, '\n'); return undefined
      case 'g': this.#space = this.#hold; return undefined
      case 'G': this.#space += end + this.#hold; return undefined
      case 'h': this.#hold = this.#space; return undefined
      case 'H': this.#hold += end + this.#space; return undefined
      case 'x': [this.#space, this.#hold] = [this.#hold, this.#space]; return undefined
      case 'z': this.#space = ''; return undefined
      case 'l': this.#print(unambiguous(this.#space, Number(command.text || 70)), '\n'); return undefined
      case 'n':
        if (this.#at >= this.#lines.length) return this.#ended('quit')
        if (!around.isQuiet) this.#print(this.#space, this.#end)
        this.#flush()
        this.#takeLine()
        return undefined
      case 'N': {
        if (this.#at >= this.#lines.length) return this.#ended('next')
        const before = this.#space
        this.#flush()
        this.#takeLine()
        this.#space = before + end + this.#space
        return undefined
      }
      case 'p': this.#print(this.#space, this.#end); return undefined
      case 'P': this.#print(this.#space.split(end)[0] ?? '', end); return undefined
      case 'q': this.exitCode = Number(command.text || 0); return this.#ended('quit')
      case 'Q': this.exitCode = Number(command.text || 0); return 'quit'
      case 'r': this.#appended.push(() => this.#print(around.read(command.text) ?? '', '')); return undefined
      case 'R': this.#appended.push(() => this.#printLineOf(command.text)); return undefined
      case 'w': around.write(command.text, this.#space + this.#end); return undefined
      case 'W': around.write(command.text, (this.#space.split(end)[0] ?? '') + end); return undefined
      case 's': this.#substitute(command.substitution!); return undefined
      case 'y': this.#space = [...this.#space].map((char) => command.letters?.get(char) ?? char).join(''); return undefined
      case 'b': return command.target
      case 't': return this.#jumpsIf(this.#substituted, command)
      case 'T': return this.#jumpsIf(!this.#substituted, command)
      default: return undefined
    }
  } // prettier-ignore

  #jumpsIf(holds: boolean, { target }: Command): number | undefined {
    this.#substituted = false
    return holds ? target : undefined
  }

  #substitute({ regex, pieces, isGlobal, nth, prints, file }: Substitution): void {
    const wanted = this.#regex(regex)
    const each = new RegExp(
      wanted.source,
      wanted.flags.includes('g') ? wanted.flags : `${wanted.flags}g`,
    )
    let [text, from, count, changed] = ['', 0, 0, false]
    for (const match of this.#space.matchAll(each)) {
      // Nothing is found where something was just found.
      if (match[0] === '' && match.index === from && from > 0) continue
      count++
      const isReplaced = isGlobal ? count >= nth : count === nth
      text +=
        this.#space.slice(from, match.index) + (isReplaced ? replacement(pieces, match) : match[0])
      from = match.index + match[0].length
      changed ||= isReplaced
      if (isReplaced && !isGlobal) break
    }
    if (!changed) return
    this.#substituted = true
    this.#space = text + this.#space.slice(from)
    if (prints) this.#print(this.#space, this.#end)
    if (file !== undefined) this.around.write(file, this.#space + this.#end)
  }

  #matches(regex: RegExp | undefined): boolean {
    const wanted = this.#regex(regex)
    wanted.lastIndex = 0
    return wanted.test(this.#space)
  }

  /** An empty pattern is the last that was used. */
  #regex(regex: RegExp | undefined): RegExp {
    if (regex) this.#last = regex
    if (!this.#last) throw new SedError('-e expression #1, char 0: no previous regular expression')
    return this.#last
  }

  #printLineOf(name: string): void {
    const left = this.#readLines.get(name) ?? this.around.read(name)?.split(/(?<=\n)/) ?? []
    this.#readLines.set(name, left)
    const line = left.shift()
    if (line) this.#print(line.replace(/\n$/, ''), '\n')
  }

  /** What was printed without an end gets it when more follows. */
  #print(text: string, end: string): void {
    if (text === '' && end === '') return
    if (this.#isMissingEnd) this.#output += this.around.end
    this.#output += text + end
    this.#isMissingEnd = end === '' && !text.endsWith('\n')
  }
}
