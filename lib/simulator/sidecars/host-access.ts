import { createHash } from 'node:crypto'
import { posix } from 'node:path'
import type { ContainerSelf } from '../docker/container/container-program'
import type { ExecResult } from '../machine/types'
import type { Say } from './host-branch'
import type { SyncedFile } from './sidecar-kinds'

const enter = ['nsenter', '--target', '1', '--pid', '--mount', '--uts', '--ipc', '--net']
const error = 3

/** The device as a sidecar reaches it: through the namespaces of process 1, whoever that is. */
export class HostAccess {
  constructor(
    private readonly self: ContainerSelf,
    private readonly say: Say,
  ) {}

  run(argv: readonly string[], stdin = ''): Promise<ExecResult> {
    return this.self.run([...enter, ...argv], stdin)
  }

  /** Undefined when it isn't there, or can't be read. */
  async read(path: string): Promise<string | undefined> {
    const { stdout, exitCode } = await this.run(['cat', path])
    return exitCode === 0 ? stdout.toString() : undefined
  }

  /** Writes a file where its content differs; its mode alone is no difference. Answers whether all went well. */
  async sync(file: SyncedFile): Promise<boolean> {
    const { destination, content } = file
    if (hashOf(await this.read(destination)) === hashOf(content)) return true
    if (!(await this.#write(file))) {
      this.say(`Copy/update failed for ${destination}`, error)
      return false
    }
    if (hashOf(await this.read(destination)) !== hashOf(content)) {
      this.say(`Post-copy SHA mismatch for ${destination}`, error)
      return false
    }
    for (const action of file.after) await this.#act(action)
    return true
  }

  /** In a temporary file beside it, which then takes its name. */
  async #write({ destination, content, mode }: SyncedFile): Promise<boolean> {
    const { dir, base } = posix.parse(destination)
    const made = await this.run(['mkdir', '-p', dir])
    if (made.exitCode !== 0) {
      this.say(`host mkdir failed for ${dir}: ${made.stderr.toString().trim()}`, error)
      return false
    }
    const temporary = (await this.run(['mktemp', `${dir}/.${base}.XXXXXX`])).stdout
      .toString()
      .trim()
    const steps: [string[], string?][] = [
      [['tee', temporary], content],
      [['chmod', mode.toString(8), temporary]],
      [['mv', '-f', temporary, destination]],
    ]
    for (const [argv, stdin] of steps) {
      if ((await this.run(argv, stdin)).exitCode === 0) continue
      await this.run(['rm', '-f', temporary])
      return false
    }
    return true
  }

  /** One that fails is told of, and nothing more. */
  async #act(action: readonly string[]): Promise<void> {
    const { exitCode, stderr } = await this.run(action)
    if (exitCode === 0) return
    const why = stderr.toString().trim()
    this.say(`Post-copy action FAILED (rc=${exitCode}): ${action.join(' ')}; stderr=${why}`, error)
  }
}

const hashOf = (text: string | undefined): string | undefined =>
  text === undefined ? undefined : createHash('sha256').update(text).digest('hex')
