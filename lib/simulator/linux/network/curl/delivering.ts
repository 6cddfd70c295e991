import { absolute } from '../../../file-system/paths'
import type { CommandLine } from '../../../go/command-line'
import type { CommandContext } from '../../../machine/types'
import { type Answer, headOf } from './answer'
import { CurlFailure } from './failure'

/** The file that the body is to go to; undefined: to standard output. */
export function fileFor(url: URL, line: CommandLine, index = 0): string | undefined {
  const output = line.values('output')[index]
  if (output !== undefined) return output === '-' ? undefined : output
  if (!line.is('remote-name')) return undefined
  const name = url.pathname.split('/').at(-1) ?? ''
  if (name === '') throw new CurlFailure(23, 'Failed writing received data to disk/application')
  return name
}

/** Brings an answer to where it belongs; what is to be on standard output comes back. Throws CurlFailure 23. */
export function deliver(
  answer: Answer,
  file: string | undefined,
  line: CommandLine,
  context: CommandContext,
): string {
  const head = headOf(answer)
  const dumped = line.value('dump-header')
  if (dumped !== undefined && dumped !== '-') write(dumped, head, line, context)
  const shownHead = dumped === '-' ? head : ''
  const withHead = line.is('include') || line.is('head') ? head : ''
  const all = withHead + (line.is('head') ? '' : answer.body)
  if (file === undefined) return shownHead + all
  write(file, all, line, context)
  return shownHead
}

function write(path: string, text: string, line: CommandLine, { cwd, fs }: CommandContext): void {
  if (path === '/dev/null') return
  const file = absolute(cwd, path)
  try {
    if (line.is('create-dirs')) fs.mkdirp(file.slice(0, file.lastIndexOf('/')) || '/')
    fs.write(file, text)
  } catch {
    throw new CurlFailure(23, 'Failure writing output to destination')
  }
}
