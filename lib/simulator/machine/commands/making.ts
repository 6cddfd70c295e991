import { FileSystemError, reasonOf } from '../../file-system/file-system-error'
import type { FileSystem } from '../../file-system/file-system'
import { absolute, join, parentOf } from '../../file-system/paths'
import type { ShellCommand } from '../types'
import { parseDate } from './date-parse'
import { forEach } from './each'
import { applyMode } from './mode'
import { amountOf } from './text/amounts'
import { answerUsage, parseOptions, UsageError } from './options'

export const mkdir: ShellCommand = {
  name: 'mkdir',
  run: (args, { fs, cwd }) =>
    answerUsage(() => {
      const { operands, has, value } = parseOptions('mkdir', args, {
        flags: 'pv',
        values: 'm',
        long: { parents: 'p', mode: 'm', verbose: 'v' },
      })
      if (operands.length === 0) throw new UsageError('mkdir', 'missing operand')
      const mode = value('m')
      if (mode !== undefined && applyMode(mode, 0, true, 0) === undefined)
        return { stderr: `mkdir: invalid mode ‘${mode}’\n`, exitCode: 1 }
      return forEach(
        operands,
        (operand) => {
          if (operand === '') throw new FileSystemError('ENOENT', operand)
          const made = has('v') ? missingOf(fs, cwd, operand, has('p')) : []
          makeDirectory(fs, absolute(cwd, operand), has('p'), mode)
          return made.map((each) => `mkdir: created directory '${each}'\n`).join('')
        },
        (operand, reason) => `mkdir: cannot create directory ‘${operand}’: ${reason}`,
      )
    }),
}

/** The directories that will have been made, as `-v` names them. */
const missingOf = (fs: FileSystem, cwd: string, operand: string, parents: boolean): string[] => {
  if (!parents) return [operand]
  const names = operand.replace(/\/+$/, '').split('/')
  return names
    .map((_, index) => names.slice(0, index + 1).join('/'))
    .filter((path) => path !== '' && !fs.exists(absolute(cwd, path)))
}

const makeDirectory = (
  fs: FileSystem,
  path: string,
  parents: boolean,
  notation: string | undefined,
): void => {
  if (parents && fs.kindOf(path) === 'directory') return
  if (parents) makeParents(fs, parentOf(path))
  fs.mkdir(path)
  if (notation !== undefined) fs.chmod(path, applyMode(notation, 0o777, true, fs.umask) ?? 0o777)
}

/** What is no directory on the way is told by its own name. */
const makeParents = (fs: FileSystem, path: string): void => {
  const obstacle = path
    .split('/')
    .map((_, index, names) => names.slice(0, index + 1).join('/') || '/')
    .find((each) => fs.exists(each) && fs.stat(each).kind !== 'directory')
  if (obstacle !== undefined) throw new FileSystemError('ENOTDIR', obstacle)
  fs.mkdirp(path)
}

export const touch: ShellCommand = {
  name: 'touch',
  run: (args, { fs, cwd }) =>
    answerUsage(() => {
      const { operands, has, value } = parseOptions('touch', args, {
        flags: 'camh',
        values: 'dtr',
        long: { 'no-create': 'c', date: 'd', reference: 'r' },
      })
      if (operands.length === 0) throw new UsageError('touch', 'missing file operand')
      const reference = value('r')
      const given = value('d')
      const stamp = value('t')
      const now = Date.now()
      const time = reference
        ? fs.stat(absolute(cwd, reference)).mtimeMs
        : stamp !== undefined
          ? stampOf(stamp, now)
          : given !== undefined
            ? parseDate(given, now)
            : now
      if (time === undefined)
        return { stderr: `touch: invalid date format ‘${stamp ?? given}’\n`, exitCode: 1 }
      return forEach(
        operands,
        (operand) => {
          const path = absolute(cwd, operand)
          if (!fs.exists(path) && has('c')) return
          if (!fs.exists(path)) fs.write(path, '')
          fs.utimes(path, time)
        },
        (operand, reason) => `touch: cannot touch '${operand}': ${reason}`,
      )
    }),
}

/** `[[CC]YY]MMDDhhmm[.ss]` */
const stampOf = (text: string, now: number): number | undefined => {
  const [, century, year, month, day, hour, minute, second = '00'] =
    /^(\d\d)??(\d\d)?(\d\d)(\d\d)(\d\d)(\d\d)(?:\.(\d\d))?$/.exec(text) ?? []
  if (month === undefined) return undefined
  const short =
    year === undefined
      ? new Date(now).getUTCFullYear()
      : Number((century ?? (Number(year) < 69 ? '20' : '19')) + year)
  return parseDate(`${short}-${month}-${day} ${hour}:${minute}:${second}`, now)
}

export const mktemp: ShellCommand = {
  name: 'mktemp',
  run: (args, { fs, cwd, env, machine }) =>
    answerUsage(() => {
      const { operands, has, value } = parseOptions('mktemp', args, {
        flags: 'dqut',
        values: 'p',
        long: { directory: 'd', tmpdir: 'p', suffix: 's' },
      })
      const temporary = value('p') || env['TMPDIR'] || '/tmp'
      const template = operands[0] ?? 'tmp.XXXXXXXXXX'
      const xs = /X{3,}(?=[^X]*$)/.exec(template)
      if (!xs) return { stderr: `mktemp: too few X's in template ‘${template}’\n`, exitCode: 1 }
      const inTemporary = operands.length === 0 || value('p') !== undefined || has('t')
      const name = template.replace(
        xs[0],
        machine.random.of('mktemp').text(xs[0].length, alphanumeric),
      )
      const path = inTemporary ? join(temporary, name) : name
      try {
        if (has('u')) return { stdout: `${path}\n` }
        if (has('d')) fs.mkdir(absolute(cwd, path), 0o700)
        else fs.write(absolute(cwd, path), '', 0o600)
        return { stdout: `${path}\n` }
      } catch (error) {
        const kind = has('d') ? 'directory' : 'file'
        const shown = inTemporary ? join(temporary, template) : template
        return {
          stderr: `mktemp: failed to create ${kind} via template ‘${shown}’: ${reasonOf(error)}\n`,
          exitCode: 1,
        }
      }
    }),
}

const alphanumeric = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789'

export const truncate: ShellCommand = {
  name: 'truncate',
  run: (args, { fs, cwd }) =>
    answerUsage(() => {
      const { operands, has, value } = parseOptions('truncate', args, {
        flags: 'c',
        values: 's',
        long: { size: 's', 'no-create': 'c' },
      })
      const [, how = '', digits = ''] = /^([-+<>%/]?)(.*)$/s.exec(value('s') ?? '') ?? []
      const given = amountOf(digits)
      if (!has('s'))
        throw new UsageError('truncate', 'you must specify either ‘--size’ or ‘--reference’')
      if (given === undefined)
        return { stderr: `truncate: Invalid number: ‘${value('s')}’\n`, exitCode: 1 }
      if (operands.length === 0) throw new UsageError('truncate', 'missing file operand')
      return forEach(
        operands,
        (operand) => {
          const path = absolute(cwd, operand)
          if (!fs.exists(path) && has('c')) return
          const old = fs.exists(path) ? fs.read(path) : Buffer.alloc(0)
          const size = sizeAfter(old.length, how, given)
          fs.write(
            path,
            Buffer.concat([old.subarray(0, size), Buffer.alloc(Math.max(0, size - old.length))]),
          )
        },
        (operand, reason) => `truncate: cannot open '${operand}' for writing: ${reason}`,
      )
    }),
}

/** `+3` more, `-3` less, `<3` at most, `>3` at least, `/3` and `%3` down and up to a multiple. */
const sizeAfter = (old: number, how: string, given: number): number => {
  switch (how) {
    case '+': return old + given
    case '-': return Math.max(0, old - given)
    case '<': return Math.min(old, given)
    case '>': return Math.max(old, given)
    case '/': return old - (old % given)
    case '%': return Math.ceil(old / given) * given
    default: return given
  }
} // prettier-ignore
