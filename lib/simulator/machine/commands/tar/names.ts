import type { FileSystem } from '../../../file-system/file-system'
import { reasonOf } from '../../../file-system/file-system-error'
import { fnmatch } from '../../fnmatch'
import { absolute } from '../../../file-system/paths'
import type { ShellContext } from '../../types'
import { Fatal, type Report } from './report'
import type { Step } from './tar-options'

/** A name in an archive begins at the directory that it is unpacked in. */
export function relative(name: string, report: Report, what = 'member names'): string {
  const leading = /^\/+/.exec(name)?.[0]
  if (leading === undefined) return name
  report.note(`Removing leading \`/' from ${what}`)
  return name.slice(leading.length) || './'
}

/** Whether a pattern is meant by a name, or by its end from some slash on. */
export function excludes(patterns: readonly string[]): (name: string) => boolean {
  const all = patterns.map((pattern) => fnmatch(pattern))
  return (name) => {
    const parts = name.replace(/\/+$/, '').split('/')
    return all.some((each) => parts.some((_, from) => each.test(parts.slice(from).join('/'))))
  }
}

/** Names with the directory that each is in, as `-C` changes it; files of names are read. Throws Fatal. */
export function placed(
  steps: readonly Step[],
  context: ShellContext,
): { names: readonly { name: string; directory: string }[]; directory: string } {
  const names: { name: string; directory: string }[] = []
  const { fs, cwd } = context
  let directory = cwd
  for (const { kind, text } of steps) {
    if (kind === 'directory') directory = entered(absolute(directory, text), text, fs)
    else if (kind === 'name') names.push({ name: text, directory })
    else {
      const list =
        text === '-' ? context.stdin : opened(text, () => fs.readText(absolute(cwd, text)))
      const lines = list.split('\n').filter((line) => line !== '')
      for (const name of lines) names.push({ name, directory })
    }
  }
  return { names, directory }
}

function entered(directory: string, given: string, fs: FileSystem): string {
  opened(given, () => fs.list(directory))
  return directory
}

/** Throws Fatal where it can't be; with gzip between, that is a child's to say. */
export function opened<T>(name: string, open: () => T, byChild = false): T {
  try {
    return open()
  } catch (error) {
    throw new Fatal(`${name}: Cannot open: ${reasonOf(error)}`, byChild)
  }
}
