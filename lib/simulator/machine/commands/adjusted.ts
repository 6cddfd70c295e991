import { FileSystemError } from '../../file-system/file-system-error'
import { absolute } from '../../file-system/paths'
import type { ExecResult, ShellCommand, ShellContext } from '../types'

/** just-bash's sed makes no backups, and writes where the real one renames. */
export const sed: ShellCommand = {
  name: 'sed',
  run: (args, context) => {
    const inPlace = args.find((arg) => /^(-[nEr]*i|--in-place)/.test(arg))
    if (inPlace === undefined) return context.original('sed', args)
    return editInPlace(args, inPlace, context)
  },
}

const editInPlace = async (
  args: readonly string[],
  option: string,
  context: ShellContext,
): Promise<ExecResult> => {
  const { fs, cwd } = context
  const suffix = option.startsWith('--')
    ? (option.split('=')[1] ?? '')
    : option.replace(/^-[nEr]*i/, '')
  const files = args
    .filter((arg) => !arg.startsWith('-') && fs.exists(absolute(cwd, arg)))
    .map((arg) => absolute(cwd, arg))
  for (const path of files) {
    if (fs.isBindMounted(path)) throw new FileSystemError('EBUSY', `cannot rename ${path}`)
    if (suffix) fs.write(path + suffix, fs.read(path), fs.stat(path).mode)
  }
  const plain = option.startsWith('--') ? '-i' : option.slice(0, option.length - suffix.length)
  const given = /^-[nEr]+i$/.test(plain) ? [plain.slice(0, -1), '-i'] : [plain]
  return context.original(
    'sed',
    args.flatMap((arg) => (arg === option ? given : [arg])),
  )
}

/** just-bash's grep doesn't know `-s`: no word about files that cannot be read. */
export const grep: ShellCommand = {
  name: 'grep',
  async run(args, { original }) {
    const end = args.includes('--') ? args.indexOf('--') : args.length
    const silent = args.map(
      (arg, i) => i < end && /^-[a-zA-Z]*s/.test(arg) && !/^-[efmABC]$/.test(args[i - 1] ?? ''),
    )
    if (!silent.includes(true)) return original('grep', args)
    const others = args.map((arg, i) => (silent[i] ? arg.replace('s', '') : arg))
    return {
      ...(await original(
        'grep',
        others.filter((arg, i) => !silent[i] || arg !== '-'),
      )),
      stderr: '',
    }
  },
}

/** just-bash's xargs wants `-n 1`, not `-n1`. */
export const xargs: ShellCommand = {
  name: 'xargs',
  run: (args, { original }) => {
    const first = args.findIndex(
      (arg, index) => !arg.startsWith('-') && !/^-[nILPd]$/.test(args[index - 1] ?? ''),
    )
    const own = first < 0 ? args : args.slice(0, first)
    const split = own.flatMap((arg) =>
      /^-[nILPd]./.test(arg) ? [arg.slice(0, 2), arg.slice(2)] : [arg],
    )
    return original('xargs', [...split, ...(first < 0 ? [] : args.slice(first))])
  },
}

/** just-bash's expr doesn't know `STRING : PATTERN`'s groups. */
export const expr: ShellCommand = {
  name: 'expr',
  run: (args, { original }) => {
    const [text = '', operator, pattern = ''] = args
    if (operator !== ':' || args.length !== 3) return original('expr', args)
    const found = new RegExp(`^(?:${extended(pattern)})`).exec(text)
    const answer = pattern.includes('\\(') ? (found?.[1] ?? '') : String(found?.[0].length ?? 0)
    return { stdout: `${answer}\n`, exitCode: answer === '' || answer === '0' ? 1 : 0 }
  },
}

/** A basic regular expression as JavaScript writes it. */
const extended = (basic: string): string =>
  basic.replace(
    /\\([(){}|+?])|([(){}|+?])/g,
    (_, escaped?: string, plain?: string) => escaped ?? `\\${plain}`,
  )

/** just-bash's tr doesn't know `\\0`. */
export const tr: ShellCommand = {
  name: 'tr',
  run: (args, { original }) =>
    original(
      'tr',
      args.map((arg) => arg.replaceAll('\\0', '\0')),
    ),
}
