import { createHash } from 'node:crypto'
import { reasonOf } from '../../file-system/file-system-error'
import { absolute } from '../../file-system/paths'
import type { CommandOutput, ShellCommand, ShellContext } from '../types'
import { answerUsage, parseOptions } from './options'

const checksum = (name: string, algorithm: string): ShellCommand => ({
  name,
  run: (args, context) =>
    answerUsage(() => {
      const { operands, has } = parseOptions(name, args, {
        flags: 'bctzw',
        long: {
          check: 'c',
          quiet: 'q',
          status: 's',
          strict: 't',
          binary: 'b',
          warn: 'w',
          zero: 'z',
        },
        longFlags: ['tag', 'ignore-missing'],
      })
      const files = operands.length > 0 ? operands : ['-']
      const digest = (file: string): string =>
        createHash(algorithm).update(read(file, context)).digest('hex')
      return has('c')
        ? check(name, files, digest, has('q'), has('s'), context)
        : print(name, files, (file) =>
            has('tag')
              ? `${name.replace('sum', '').toUpperCase()} (${file}) = ${digest(file)}\n`
              : `${digest(file)} ${has('b') ? '*' : ' '}${file}\n`,
          )
    }),
})

const read = (file: string, context: ShellContext): Buffer =>
  file === '-' ? context.stdinBytes : context.fs.read(absolute(context.cwd, file))

const print = (
  name: string,
  files: readonly string[],
  line: (file: string) => string,
): CommandOutput => {
  let stdout = ''
  let stderr = ''
  for (const file of files) {
    try {
      stdout += line(file)
    } catch (error) {
      stderr += `${name}: ${file}: ${reasonOf(error)}\n`
    }
  }
  return { stdout, stderr, exitCode: stderr === '' ? 0 : 1 }
}

const listedSum = /^([0-9a-f]+) [ *](.+)$/

const check = (
  name: string,
  lists: readonly string[],
  digest: (file: string) => string,
  quiet: boolean,
  silent: boolean,
  context: ShellContext,
): CommandOutput => {
  const [list = '-'] = lists
  let lines: string[]
  try {
    lines = lists.flatMap((each) => read(each, context).toString('utf8').split('\n'))
  } catch (error) {
    return { stderr: `${name}: ${list}: ${reasonOf(error)}\n`, exitCode: 1 }
  }
  if (!lines.some((line) => listedSum.test(line))) {
    const shown = list === '-' ? "'standard input'" : list
    const stderr = `${name}: ${shown}: no properly formatted checksum lines found\n`
    return { stderr, exitCode: 1 }
  }
  let stdout = ''
  let stderr = ''
  let wrong = 0
  let unread = 0
  for (const [, sum, file = ''] of lines.flatMap((line) => [listedSum.exec(line) ?? []])) {
    if (sum === undefined) continue
    try {
      const matches = digest(file) === sum
      if (!matches) wrong++
      if (!matches || !quiet) stdout += `${file}: ${matches ? 'OK' : 'FAILED'}\n`
    } catch (error) {
      unread++
      stderr += `${name}: ${file}: ${reasonOf(error)}\n`
      stdout += `${file}: FAILED open or read\n`
    }
  }
  const plural = (count: number, one: string, more: string): string =>
    `${count} ${count === 1 ? one : more}`
  if (unread > 0)
    stderr += `${name}: WARNING: ${plural(unread, 'listed file', 'listed files')} could not be read\n`
  if (wrong > 0)
    stderr += `${name}: WARNING: ${plural(wrong, 'computed checksum', 'computed checksums')} did NOT match\n`
  return { ...(silent ? {} : { stdout, stderr }), exitCode: wrong + unread > 0 ? 1 : 0 }
}

export const md5sum = checksum('md5sum', 'md5')
export const sha1sum = checksum('sha1sum', 'sha1')
export const sha256sum = checksum('sha256sum', 'sha256')
export const sha224sum = checksum('sha224sum', 'sha224')
export const sha384sum = checksum('sha384sum', 'sha384')
export const sha512sum = checksum('sha512sum', 'sha512')
export const b2sum = checksum('b2sum', 'blake2b512')
