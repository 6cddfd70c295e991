import { FileSystemError } from '../../../../file-system/file-system-error'
import type { Steps } from '../../../../shell/steps'
import type { ShellContext } from '../../../types'
import { FatalError } from '../awk-error'
import { special, type Variables } from '../run/variables'
import { toNumber, toText } from '../values/value'
import { unescaped } from '../language/escapes'
import { RecordReader } from './record-reader'
import { openSource } from './source'

/** The files of the command line one after the other, with the assignments between them; standard input where none is named. */
export class MainInput {
  #reader: RecordReader | undefined
  #index = 1
  #hasOpened = false
  #isOver = false

  constructor(
    private readonly variables: Variables,
    private readonly context: ShellContext,
  ) {}

  /** The next record, counted; undefined at the end of the last file. Throws FatalError for a file that can't be read. */
  *next(): Steps<string | undefined> {
    while (!this.#isOver) {
      const reader = (this.#reader ??= this.#open())
      if (!reader) break
      const record = yield* reader.next()
      if (record !== undefined) {
        this.#count(special.NR)
        this.#count(special.FNR)
        return record
      }
      this.#reader = undefined
    }
    this.#isOver = true
    return undefined
  }

  /** Nothing more is read of this file. */
  leaveFile(): void {
    this.#reader = undefined
  }

  #count(slot: number): void {
    this.variables.set(slot, toNumber(this.variables.get(slot)) + 1)
  }

  #open(): RecordReader | undefined {
    const name = this.#nextFile()
    if (name === undefined) return undefined
    const source = openSource(name, this.context)
    if (source instanceof FileSystemError)
      throw new FatalError(`cannot open ${name} (${source.reason})`)
    this.#hasOpened = true
    this.variables.set(special.FNR, 0)
    this.variables.set(special.FILENAME, name)
    return new RecordReader(source, () => this.variables.terminator)
  }

  /** Of ARGV as it is by now; standard input where none is named. */
  #nextFile(): string | undefined {
    const { variables } = this
    const args = variables.array('ARGV')
    while (this.#index < toNumber(variables.get(variables.slot('ARGC')))) {
      const index = this.#index++
      const arg = args.has(index) ? toText(args.get(index), variables.convfmt) : ''
      if (arg === '') continue
      const [, name, value] = /^([A-Za-z_]\w*)=([^]*)$/.exec(arg) ?? []
      if (name === undefined) return arg
      variables.assign(name, unescaped(value ?? ''))
    }
    return this.#hasOpened ? undefined : '-'
  }
}
