import { Descriptors } from '../../shell/descriptors'
import { Collected, OpenFile, Passing, Readable } from '../../shell/open-file'
import type { ExecOptions, ExecResult } from '../types'

/** Where the output of a call goes: on as it comes, where somebody takes it; else it is kept for the end. */
export class Output {
  readonly #stdout: Collected | Passing
  readonly #stderr: Collected | Passing

  constructor({ onStdout, onStderr }: Pick<ExecOptions, 'onStdout' | 'onStderr'> = {}) {
    this.#stdout = onStdout ? new Passing(onStdout) : new Collected()
    this.#stderr = onStderr ? new Passing(onStderr) : new Collected()
  }

  descriptors(stdin: ExecOptions['stdin'] = ''): Descriptors {
    const input = stdin instanceof OpenFile ? stdin : new Readable(Buffer.from(stdin))
    return Descriptors.of(input, this.#stdout, this.#stderr)
  }

  /** Resolves when nobody can write any more: what runs in the background may. */
  async ended(signal: AbortSignal): Promise<Pick<ExecResult, 'stdout' | 'stderr'>> {
    await ends([this.#stdout, this.#stderr], signal)
    return { stdout: rest(this.#stdout), stderr: rest(this.#stderr) }
  }
}

const rest = (file: Collected | Passing): string => {
  if (file instanceof Collected) return file.text
  file.flush()
  return ''
}

/** Whoever reads a pipe waits until nobody can write to it any more: also not what was started with `&`. */
const ends = async (files: readonly OpenFile[], signal: AbortSignal): Promise<void> => {
  for (const file of files) {
    if (!file.isOpen || signal.aborted) continue
    await new Promise<void>((resolve) => {
      const done = (): void => {
        signal.removeEventListener('abort', done)
        resolve()
      }
      signal.addEventListener('abort', done)
      file.whenClosed(done)
    })
  }
}
