import { FileSystemError } from '../../../../file-system/file-system-error'
import { absolute } from '../../../../file-system/paths'
import type { OpenFile } from '../../../../shell/open-file'
import { settled, type Steps } from '../../../../shell/steps'
import type { ShellContext } from '../../../types'
import { FatalError } from '../awk-error'

/** Where bytes come from. The next of them, each as a character; nothing at the end. */
export type Source = () => Steps<string>

/** Opens what is named; `-` is standard input. The answer is why it can't be opened, where it can't. */
export const openSource = (name: string, context: ShellContext): Source | FileSystemError => {
  const descriptor = descriptorNamed(name, context)
  if (descriptor !== undefined) return sourceOf(context.openFile(descriptor))
  try {
    return sourceOfBytes(context.fs.read(absolute(context.cwd, name)))
  } catch (error) {
    if (!(error instanceof FileSystemError)) throw error
    // A directory can be opened, but not read.
    return error.code === 'EISDIR' ? unreadable(error.reason) : error
  }
}

export const sourceOfBytes = (bytes: Buffer): Source => {
  let rest = bytes.toString('latin1')
  return function* (): Steps<string> {
    const piece = rest
    rest = ''
    return piece
  }
}

const unreadable = (reason: string): Source =>
  function* (): Steps<string> {
    throw new FatalError(`read error (${reason})`)
  }

/** What has come when a line is there, or the end. */
const sourceOf = (file: OpenFile | undefined): Source =>
  function* (): Steps<string> {
    const waiting = file?.available(newline)
    if (waiting) yield* settled(waiting)
    return file?.readAll().toString('latin1') ?? ''
  }

const newline = 10

const descriptorNamed = (name: string, { fs }: ShellContext): number | undefined => {
  if (name === '-' || name === '/dev/stdin') return 0
  const [, number] = /^\/dev\/fd\/(\d+)$/.exec(name) ?? []
  return number === undefined || fs.exists(name) ? undefined : Number(number)
}
