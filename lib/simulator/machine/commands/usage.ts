import type { FileSystem } from '../../file-system/file-system'
import { reasonOf } from '../../file-system/file-system-error'
import type { Stat } from '../../file-system/inode'
import { absolute, join } from '../../file-system/paths'
import { matches } from '../../shell/words/patterns'
import type { ShellCommand } from '../types'
import { human } from './listing-texts'
import { answerUsage, type Options, parseOptions } from './options'

/** `du [-abchkms] [-d DEPTH] [--exclude=PATTERN] [FILE…]` */
export const du: ShellCommand = {
  name: 'du',
  run: (args, { fs, cwd }) =>
    answerUsage(() => {
      const options = parseOptions('du', args, {
        flags: 'abchkmsxlLHPS0',
        values: 'dBX',
        long: {
          all: 'a',
          bytes: 'b',
          total: 'c',
          'human-readable': 'h',
          summarize: 's',
          'max-depth': 'd',
          'one-file-system': 'x',
          'block-size': 'B',
        },
        longFlags: ['apparent-size', 'si', 'time'],
        longValues: ['exclude'],
      })
      const count = new Count(fs, options)
      let stderr = ''
      for (const name of options.operands.length > 0 ? options.operands : ['.'])
        try {
          count.add(name, absolute(cwd, name))
        } catch (error) {
          stderr += `du: cannot access '${name}': ${reasonOf(error)}\n`
        }
      return { stdout: count.report(), stderr, exitCode: stderr === '' ? 0 : 1 }
    }),
}

/** What takes how much, from the bottom up. */
class Count {
  readonly #lines: string[] = []
  readonly #seen = new Set<number>()
  readonly #depth: number
  #total = 0

  constructor(
    private readonly fs: FileSystem,
    private readonly options: Options,
  ) {
    this.#depth = options.has('s') ? 0 : Number(options.value('d') ?? Infinity)
  }

  add(name: string, path: string): void {
    this.#total += this.#below(name, path, 0)
  }

  report(): string {
    if (this.options.has('c')) this.#tell(this.#total, 'total')
    return this.#lines.join('')
  }

  #below(name: string, path: string, depth: number): number {
    const stat = this.fs.lstat(path)
    // A file with two names is counted once.
    if (stat.kind === 'file' && stat.nlink > 1 && this.#seen.has(stat.ino)) return 0
    this.#seen.add(stat.ino)
    let bytes = this.#bytesOf(stat)
    const isDirectory = stat.kind === 'directory'
    if (isDirectory)
      for (const each of this.fs.list(path)) {
        if (this.options.values('exclude').some((pattern) => matches(pattern, each))) continue
        bytes += this.#below(
          name.endsWith('/') ? name + each : `${name}/${each}`,
          join(path, each),
          depth + 1,
        )
      }
    if (depth === 0 || (depth <= this.#depth && (isDirectory || this.options.has('a'))))
      this.#tell(bytes, name)
    return bytes
  }

  /** In blocks of 4 KiB, as ext4 gives them, or as many as are written. */
  #bytesOf({ kind, size }: Stat): number {
    const { has } = this.options
    if (has('b') || has('apparent-size')) return kind === 'device' ? 0 : size
    if (kind === 'directory') return 4096
    return kind === 'file' ? Math.ceil(size / 4096) * 4096 : 0
  }

  #tell(bytes: number, name: string): void {
    const { has, value } = this.options
    const unit = has('b') ? 1 : has('m') ? 1_048_576 : unitOf(value('B'))
    const shown = has('h') ? human(bytes) : String(Math.ceil(bytes / unit))
    this.#lines.push(`${shown}\t${name}${has('0') ? '\0' : '\n'}`)
  }
}

const unitOf = (text = 'K'): number => {
  const [, digits = '', letter = ''] = /^(\d*)([KMG]?)/i.exec(text) ?? []
  return Number(digits || 1) * 1024 ** ' KMG'.indexOf(letter.toUpperCase() || ' ')
}
