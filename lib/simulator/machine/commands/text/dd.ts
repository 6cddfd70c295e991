import type { ShellContext } from '../../types'
import { FileSystemError } from '../../../file-system/file-system-error'
import { absolute } from '../../../file-system/paths'
import { readInput } from '../inputs'
import type { Tool, ToolOutput } from '../tool'
import { amountOf } from './amounts'

const known = new Set('if of bs ibs obs count skip seek conv status iflag oflag cbs'.split(' '))

/** What is wrong with a command line; the message is all that dd says. */
class DdError extends Error {}

export const dd: Tool = async (args, context): Promise<ToolOutput> => {
  try {
    return await new Copy(args, context).run()
  } catch (error) {
    if (error instanceof DdError) return { stderr: `dd: ${error.message}\n`, exitCode: 1 }
    throw error
  }
}

class Copy {
  readonly #given = new Map<string, string>()

  constructor(
    args: readonly string[],
    private readonly context: ShellContext,
  ) {
    for (const arg of args) {
      const [, name = '', value = ''] = /^(\w+)=(.*)$/s.exec(arg) ?? []
      if (!known.has(name))
        throw new DdError(`unrecognized operand ‘${arg}’\nTry 'dd --help' for more information.`)
      this.#given.set(name, value)
    }
  }

  async run(): Promise<ToolOutput> {
    const given = this.#given
    const both = given.get('bs')
    const [ibs, obs] = [this.#number('ibs', both ?? '512'), this.#number('obs', both ?? '512')]
    const count = given.has('count') ? this.#number('count', '0') : Infinity
    const [skip, seek] = [this.#number('skip', '0') * ibs, this.#number('seek', '0') * obs]
    const bytes = await this.#read(skip, count * ibs)
    const stdout = this.#write(this.#converted(bytes), seek)
    const status = given.get('status')
    return {
      ...(stdout && { stdout }),
      stderr:
        status === 'none'
          ? ''
          : report(bytes.length, ibs, both === undefined ? obs : ibs, status !== 'noxfer'),
    }
  }

  async #read(skip: number, most: number): Promise<Buffer> {
    const name = this.#given.get('if')
    const limit = Number.isFinite(most) ? skip + most : undefined
    try {
      return (await readInput(name ?? '-', this.context, limit)).subarray(skip, skip + most)
    } catch (error) {
      if (!(error instanceof FileSystemError)) throw error
      const deed = error.code === 'EISDIR' ? 'error reading' : 'failed to open'
      throw new DdError(`${deed} '${name}': ${error.reason}`)
    }
  }

  /** The answer is what goes to standard output. */
  #write(bytes: Buffer, seek: number): Buffer | undefined {
    const { fs, cwd } = this.context
    const name = this.#given.get('of')
    if (name === undefined || name === '/dev/stdout') return bytes
    const path = absolute(cwd, name)
    try {
      const old = fs.kindOf(path) === 'file' ? fs.read(path) : Buffer.alloc(0)
      const keepsRest = (this.#given.get('conv') ?? '').split(',').includes('notrunc')
      const before = Buffer.alloc(seek)
      old.copy(before)
      fs.write(
        path,
        Buffer.concat([
          before,
          bytes,
          keepsRest ? old.subarray(seek + bytes.length) : Buffer.alloc(0),
        ]),
      )
      return undefined
    } catch (error) {
      if (!(error instanceof FileSystemError)) throw error
      const deed = error.code === 'ENOSPC' ? 'error writing' : 'failed to open'
      throw new DdError(`${deed} '${name}': ${error.reason}`)
    }
  }

  #converted(bytes: Buffer): Buffer {
    const conversions = (this.#given.get('conv') ?? '').split(',')
    if (conversions.includes('ucase'))
      return Buffer.from(bytes.toString('latin1').toUpperCase(), 'latin1')
    if (conversions.includes('lcase'))
      return Buffer.from(bytes.toString('latin1').toLowerCase(), 'latin1')
    return bytes
  }

  #number(name: string, otherwise: string): number {
    const text = this.#given.get(name) ?? otherwise
    const number = amountOf(text)
    if (number === undefined) throw new DdError(`invalid number: ‘${text}’`)
    return number
  }
}

const report = (size: number, ibs: number, obs: number, tellsSpeed: boolean): string => {
  const records = (block: number): string =>
    `${Math.floor(size / block)}+${size % block === 0 ? 0 : 1}`
  const human =
    size < 1000
      ? ''
      : size < 1e6
        ? ` (${shortened(size / 1e3)} kB, ${shortened(size / 1024)} KiB)`
        : ` (${shortened(size / 1e6)} MB, ${shortened(size / 2 ** 20)} MiB)`
  const speed = tellsSpeed
    ? `${size} byte${size === 1 ? '' : 's'}${human} copied, 0.000412 s, ${shortened(Math.max(size, 1) / 412)} MB/s\n`
    : ''
  return `${records(ibs)} records in\n${records(obs)} records out\n${speed}`
}

const shortened = (number: number): string =>
  number < 10 ? number.toFixed(1) : String(Math.round(number))
