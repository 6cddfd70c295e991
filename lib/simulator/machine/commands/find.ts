import { reasonOf } from '../../file-system/file-system-error'
import { absolute, nameOf } from '../../file-system/paths'
import type { CommandOutput, ShellCommand, ShellContext } from '../types'
import { ExpressionReader } from './find-expression'
import { type Entry, type Expression, FindError, type Search } from './find-search'

/** `find` with the tests and actions that scripts use; the order is that of the names. */
export const find: ShellCommand = {
  name: 'find',
  run: async (args, context): Promise<CommandOutput> => {
    try {
      return await new Finding(args, context).run()
    } catch (error) {
      if (error instanceof FindError) return { stderr: `find: ${error.message}\n`, exitCode: 1 }
      throw error
    }
  },
}

class Finding implements Search {
  readonly now: number
  pruned = false
  done = false
  #stdout = ''
  #stderr = ''
  #failed = false
  readonly #deferred = new Map<string, { command: readonly string[]; paths: string[] }>()
  readonly #followsLinks: boolean
  readonly #starts: readonly string[]
  readonly #expression: Expression

  constructor(
    args: readonly string[],
    readonly context: ShellContext,
  ) {
    this.now = Date.now()
    const options = args.findIndex((arg) => !/^-[LPH]$/.test(arg))
    const [own, rest] = options < 0 ? [args, []] : [args.slice(0, options), args.slice(options)]
    this.#followsLinks = own.at(-1) === '-L'
    const first = rest.findIndex((arg) => /^(-.|!$|\($)/.test(arg))
    const starts = first < 0 ? rest : rest.slice(0, first)
    this.#starts = starts.length > 0 ? starts : ['.']
    this.#expression = new ExpressionReader(first < 0 ? [] : rest.slice(first), context).read()
  }

  async run(): Promise<CommandOutput> {
    for (const start of this.#starts) await this.#visit(start, start, 0)
    for (const { command, paths } of this.#deferred.values())
      if (!(await this.exec([...command, ...paths]))) this.#failed = true
    return { stdout: this.#stdout, stderr: this.#stderr, exitCode: this.#failed ? 1 : 0 }
  }

  print(text: string): void {
    this.#stdout += text
  }

  complain(text: string): void {
    this.#stderr += `find: ${text}\n`
    this.#failed = true
  }

  defer(command: readonly string[], path: string): void {
    const key = JSON.stringify(command)
    const entry = this.#deferred.get(key) ?? { command, paths: [] }
    entry.paths.push(path)
    this.#deferred.set(key, entry)
  }

  async exec(command: readonly string[]): Promise<boolean> {
    const { context } = this
    const output = await context.shell
      .child({ descriptors: undefined })
      .launch(command, { told: (name) => `find: ‘${name}’` })
    this.#stdout += output.stdout ?? ''
    this.#stderr += output.stderr ?? ''
    return (output.exitCode ?? 0) === 0
  }

  async #visit(path: string, start: string, depth: number): Promise<void> {
    if (this.done) return
    const entry = this.#look(path, start, depth)
    if (!entry) return
    const { leastDepth, mostDepth, depthFirst, test } = this.#expression
    const judge = async (): Promise<void> => {
      if (depth >= leastDepth && !this.done) await test(entry, this)
    }
    this.pruned = false
    if (!depthFirst) await judge()
    const enters = entry.stat.kind === 'directory' && depth < mostDepth
    if (enters && (depthFirst || !this.pruned)) await this.#visitAllIn(entry)
    if (depthFirst) await judge()
  }

  async #visitAllIn({ path, full, start, depth }: Entry): Promise<void> {
    try {
      for (const name of this.context.fs.list(full))
        await this.#visit(path.endsWith('/') ? path + name : `${path}/${name}`, start, depth + 1)
    } catch (error) {
      this.complain(`‘${path}’: ${reasonOf(error)}`)
    }
  }

  #look(path: string, start: string, depth: number): Entry | undefined {
    const { fs, cwd } = this.context
    const full = absolute(cwd, path)
    try {
      const follows = this.#followsLinks && fs.exists(full)
      const stat = follows ? fs.stat(full) : fs.lstat(full)
      const name = /^\.{1,2}$/.test(path) ? path : nameOf(path) || '/'
      return { path, full, name, start, depth, stat }
    } catch (error) {
      this.complain(`‘${path}’: ${reasonOf(error)}`)
      return undefined
    }
  }
}
