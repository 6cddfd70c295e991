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
        long: { check: 'c', quiet: 'q', status: 's', strict: 't' },
      })
      const files = operands.length > 0 ? operands : ['-']
      const digest = (file: string): string =>
        createHash(algorithm).update(read(file, context)).digest('hex')
      return has('c')
        ? check(name, files, digest, has('q'), has('s'), context)
        : print(name, files, digest)
    }),
})

const read = (file: string, context: ShellContext): Buffer =>
  file === '-' ? context.stdinBytes : context.fs.read(absolute(context.cwd, file))

const print = (
  name: string,
  files: readonly string[],
  digest: (file: string) => string,
): CommandOutput => {
  let stdout = ''
  let stderr = ''
  for (const file of files) {
    try {
      stdout += `${digest(file)}  ${file}\n`
    } catch (error) {
      stderr += `${name}: ${file}: ${reasonOf(error)}\n`
    }
  }
  return { stdout, stderr, exitCode: stderr === '' ? 0 : 1 }
}

const check = (
  name: string,
  lists: readonly string[],
  digest: (file: string) => string,
  quiet: boolean,
  silent: boolean,
  context: ShellContext,
): CommandOutput => {
  const lines = lists.flatMap((list) => read(list, context).toString('utf8').split('\n'))
  let stdout = ''
  let stderr = ''
  let wrong = 0
  let unread = 0
  for (const [, sum, file = ''] of lines.flatMap((line) => [
    /^([0-9a-f]+) [ *](.+)$/.exec(line) ?? [],
  ])) {
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
