import { tell, type Tool, type ToolOutput } from '../tool'
import { FileSystemError } from '../../../file-system/file-system-error'
import type { ShellContext } from '../../types'
import { RegexError } from '../regex/regex-error'
import { candidates } from './files'
import { type Matcher, matcherOf } from './matcher'
import { type GrepOptions, grepOptions, GrepUsage } from './options'
import { search } from './search'

/** grep 3.8: 0 where something was selected, 1 where nothing was, 2 where something went wrong. */
export const grep: Tool = async (args, context) => {
  try {
    const options = await grepOptions(args, context)
    const matcher = matcherOf(options, (text) => tell(`grep: warning: ${text}\n`, context))
    return await searchAll(options, matcher, context)
  } catch (error) {
    if (error instanceof GrepUsage) return { stderr: error.message, exitCode: 2 }
    if (error instanceof RegexError) return { stderr: `grep: ${error.message}\n`, exitCode: 2 }
    if (error instanceof FileSystemError)
      return { stderr: `grep: ${error.path}: ${error.reason}\n`, exitCode: 2 }
    throw error
  }
}

/** Debian's are scripts around it. */
export const egrep: Tool = (args, context) => grep(['-E', ...args], context)
export const fgrep: Tool = (args, context) => grep(['-F', ...args], context)

const searchAll = async (
  options: GrepOptions,
  matcher: Matcher,
  context: ShellContext,
): Promise<ToolOutput> => {
  const { has, files } = options
  const isNamed = has('H') || (!has('h') && (files.length > 1 || has('r') || has('R')))
  let stdout = ''
  let stderr = ''
  let any = false
  let failed = false
  for await (const candidate of candidates(options, context)) {
    const shown = candidate.name === '-' ? '(standard input)' : candidate.name
    if ('reason' in candidate) {
      failed ||= !candidate.isDirectory
      if (!has('s')) stderr += `grep: ${shown}: ${candidate.reason}\n`
      continue
    }
    const { text, count, isBinary } = search(
      candidate.bytes,
      isNamed ? shown : undefined,
      matcher,
      options,
    )
    any ||= count > 0
    if (has('q')) {
      if (any) return { exitCode: 0 }
      continue
    }
    const named = isNamed ? shown + (has('Z') ? '\0' : ':') : ''
    const listed = shown + (has('Z') ? '\0' : '\n')
    if (has('l') || has('L')) stdout += count > 0 === has('l') ? listed : ''
    else if (has('c')) stdout += `${named}${count}\n`
    else if (isBinary && count > 0) stderr += `grep: ${shown}: binary file matches\n`
    else
      stdout +=
        stdout !== '' && text !== '' && (options.before > 0 || options.after > 0)
          ? `--\n${text}`
          : text
  }
  return { stdout, stderr, exitCode: failed ? 2 : any ? 0 : 1 }
}
