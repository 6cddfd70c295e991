import { FileSystemError } from '../../file-system/file-system-error'
import { absolute } from '../../file-system/paths'
import type { CommandOutput, ShellContext } from '../types'
import { answerUsage, type OptionNames, type Options, parseOptions } from './options'
import { endOptions, last, modern, shown } from './text/ends'
import type { Tool } from './tool'

/** The real one is told of changes by inotify; this is how often it looks here. */
const lookMs = 100

const names: OptionNames = {
  ...endOptions,
  flags: `${endOptions.flags}fF`,
  values: `${endOptions.values}sp`,
  long: { ...endOptions.long, 'sleep-interval': 's', pid: 'p' },
  longFlags: ['follow', 'retry'],
}

/** Shows the end of files, and what is added to them until it is ended, or `--pid` has. */
export const tail: Tool = (args, context) =>
  answerUsage(() => {
    const options = parseOptions('tail', modern(args), names)
    const follows = ['f', 'F', 'follow', 'retry'].some(options.has)
    return follows ? new Following(options, context).run() : shown('tail', options, last, context)
  })

class Following {
  readonly #files: FollowedFile[]
  #shown = ''
  readonly #told: string[] = []

  constructor(
    private readonly options: Options,
    private readonly context: ShellContext,
  ) {
    this.#files = options.operands.map((name) => ({
      name,
      path: absolute(context.cwd, name),
      seen: undefined,
    }))
  }

  async run(): Promise<CommandOutput> {
    for (const file of this.#files) await this.#begin(file)
    const retries = this.options.has('F') || this.options.has('retry')
    const anyLeft = (): boolean => retries || this.#files.some(({ seen }) => seen !== undefined)
    while (anyLeft() && !this.#isOver()) {
      await this.#pause()
      for (const file of this.#files) this.#look(file)
    }
    if (!anyLeft()) this.#told.push('tail: no files remaining')
    return { stderr: this.#told.map((line) => `${line}\n`).join(''), exitCode: anyLeft() ? 0 : 1 }
  }

  async #begin(file: FollowedFile): Promise<void> {
    file.seen = this.#read(file)
    if (file.seen === undefined) return
    const { value, lastOf } = this.options
    const only = { operands: [file.path], has: () => false, value, lastOf }
    const { stdout = '' } = await shown('tail', only, last, this.context)
    this.#show(file, stdout.toString())
  }

  /** What has come; from the beginning, if the file is shorter or another one than before. */
  #look(file: FollowedFile): void {
    const before = file.seen
    const now = this.#read(file)
    if (now === undefined || now === before) return
    file.seen = now
    if (before === undefined) {
      this.#told.push(`tail: '${file.name}' has appeared;  following new file`)
      return this.#show(file, now)
    }
    if (now.startsWith(before)) return this.#show(file, now.slice(before.length))
    this.#told.push(`tail: ${file.name}: file truncated`)
    this.#show(file, now)
  }

  #read({ name, path, seen }: FollowedFile): string | undefined {
    try {
      return this.context.fs.readText(path)
    } catch (error) {
      if (!(error instanceof FileSystemError)) throw error
      const text = `tail: cannot open '${name}' for reading: ${error.reason}`
      if (seen === undefined && !this.#told.includes(text)) this.#told.push(text)
      return undefined
    }
  }

  #show({ name }: FollowedFile, text: string): void {
    const isHeaded = (this.#files.length > 1 && !this.options.has('q')) || this.options.has('v')
    if (isHeaded && this.#shown !== name) {
      this.context.stream(`${this.#shown === '' ? '' : '\n'}==> ${name} <==\n`)
      this.#shown = name
    }
    if (text !== '') this.context.stream(text)
  }

  #isOver(): boolean {
    const pid = this.options.value('p')
    const isWatchedGone =
      pid !== undefined && this.context.machine.processes.find(Number(pid)) === undefined
    return this.context.signal.aborted || isWatchedGone
  }

  #pause(): Promise<void> {
    const { signal } = this.context
    return new Promise((resolve) => {
      const done = (): void => {
        clearTimeout(timer)
        signal.removeEventListener('abort', done)
        resolve()
      }
      const timer = setTimeout(done, lookMs)
      signal.addEventListener('abort', done, { once: true })
    })
  }
}

interface FollowedFile {
  readonly name: string
  readonly path: string
  /** As it was when it was last looked at; undefined: it cannot be read. */
  seen: string | undefined
}
