import { FileSystemError } from '../../file-system/file-system-error'
import { absolute } from '../../file-system/paths'
import type { CommandOutput, ShellCommand, ShellContext } from '../types'
import { answerUsage, type Options, parseOptions } from './options'

/** The real one is told of changes by inotify; this is how often it looks here. */
const lookMs = 100

const names = {
  flags: 'fFqvz',
  values: 'cnsp',
  long: {
    follow: 'f', retry: 'r', lines: 'n', bytes: 'c', 'sleep-interval': 's', pid: 'p',
    quiet: 'q', silent: 'q', verbose: 'v', 'zero-terminated': 'z',
  },
} as const // prettier-ignore

/** just-bash's tail does not follow: this one shows what is added to files until it is ended, or `--pid` has. */
export const tail: ShellCommand = {
  name: 'tail',
  readStdin: (args) => !args.some((arg, at) => at > 0 && !arg.startsWith('-')),
  run(args, context) {
    const follows = args.some((arg) => /^(-[a-zA-Z]*[fF]|--follow|--retry)/.test(arg))
    if (!follows) return context.original('tail', args)
    return answerUsage(() => {
      const options = parseOptions('tail', args, names)
      return new Following(options, context).run()
    })
  },
}

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
    const amount = ['n', 'c'].flatMap((letter) => {
      const value = this.options.value(letter)
      return value === undefined ? [] : [`-${letter}`, value]
    })
    for (const file of this.#files) await this.#begin(file, amount)
    const retries = this.options.has('F') || this.options.has('r')
    const anyLeft = (): boolean => retries || this.#files.some(({ seen }) => seen !== undefined)
    while (anyLeft() && !this.#isOver()) {
      await this.#pause()
      for (const file of this.#files) this.#look(file)
    }
    if (!anyLeft()) this.#told.push('tail: no files remaining')
    return { stderr: this.#told.map((line) => `${line}\n`).join(''), exitCode: anyLeft() ? 0 : 1 }
  }

  async #begin(file: FollowedFile, amount: readonly string[]): Promise<void> {
    file.seen = this.#read(file)
    if (file.seen === undefined) return
    const { stdout } = await this.context.original('tail', [...amount, file.path])
    this.#show(file, stdout)
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
