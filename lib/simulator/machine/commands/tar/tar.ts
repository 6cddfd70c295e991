import { gzipSync } from 'node:zlib'
import { absolute } from '../../../file-system/paths'
import type { ShellCommand, ShellContext } from '../../types'
import { UsageError } from '../options'
import { archiveOf } from './archive-writer'
import { opened } from './names'
import { pack } from './pack'
import { read } from './read'
import { Fatal, Report } from './report'
import { type TarOptions, tarOptions } from './tar-options'

/** GNU tar, as far as it makes, lists and unpacks archives, plain or by gzip. */
export const tar: ShellCommand = {
  name: 'tar',
  readStdin(args) {
    const { deed, file, steps } = tarOptions(args)
    const readsNames = steps.some(({ kind, text }) => kind === 'names' && text === '-')
    return readsNames || (deed !== 'create' && file === undefined)
  },
  run(args, context) {
    const report = new Report(context)
    try {
      const options = tarOptions(args)
      const deed = options.deed === 'create' ? create : read
      deed(options, context, report)
      return { exitCode: report.end() }
    } catch (error) {
      if (error instanceof UsageError)
        return { stderr: `tar: ${error.problem}\n${tryHelp}`, exitCode: exitCodeOf(error) }
      if (!(error instanceof Fatal)) throw error
      return { stderr: error.text, exitCode: 2 }
    }
  },
}

const tryHelp = "Try 'tar --help' or 'tar --usage' for more information.\n"

/** An option that it doesn't know is told by another library than what is wrong with those that it knows. */
const exitCodeOf = ({ problem }: UsageError): number =>
  /^(unrecognized|invalid|option)/.test(problem) ? 64 : 2

function create(options: TarOptions, context: ShellContext, report: Report): void {
  const { file, has } = options
  const { fs, cwd } = context
  // The file is there before anything is read: where it can't be, nothing is.
  const path = file === undefined ? undefined : absolute(cwd, file)
  if (path !== undefined) opened(file!, () => fs.write(path, ''))
  const entries = pack(options, context, report)
  const plain = archiveOf(entries)
  const isZipped = has('z') || (has('a') && /\.t?gz$/.test(file ?? ''))
  const archive = isZipped ? gzipSync(plain) : plain
  const names = has('v') ? entries.map(({ name }) => `${name}\n`).join('') : ''
  if (path === undefined) {
    report.say(names)
    report.write(archive)
  } else {
    report.write(names)
    fs.write(path, archive)
  }
}
