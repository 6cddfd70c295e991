import type { ShellCommand } from '../types'
import { answerUsage, parseOptions } from './options'

export const uname: ShellCommand = {
  name: 'uname',
  run: (args, { machine }) =>
    answerUsage(() => {
      const { has } = parseOptions('uname', args, {
        flags: 'asnrvmpio',
        long: {
          all: 'a',
          'kernel-name': 's',
          nodename: 'n',
          'kernel-release': 'r',
          'kernel-version': 'v',
          machine: 'm',
          'operating-system': 'o',
        },
      })
      const kernel = (name: string): string =>
        machine.fs.readText(`/proc/sys/kernel/${name}`).trim()
      const fields: readonly [string, string][] = [
        ['s', 'Linux'],
        ['n', machine.hostname],
        ['r', kernel('osrelease')],
        ['v', kernel('version')],
        ['m', 'x86_64'],
        ['o', 'GNU/Linux'],
      ]
      const asked = fields.filter(([letter]) => has('a') || has(letter)).map(([, text]) => text)
      return { stdout: `${asked.length > 0 ? asked.join(' ') : 'Linux'}\n` }
    }),
}

export const arch: ShellCommand = { name: 'arch', run: () => ({ stdout: 'x86_64\n' }) }

export const nproc: ShellCommand = { name: 'nproc', run: () => ({ stdout: '2\n' }) }

export const hostname: ShellCommand = {
  name: 'hostname',
  run: (args, { machine, user }) => {
    const [name] = args.filter((arg) => !arg.startsWith('-'))
    // Nothing behind a dot.
    if (args.some((arg) => /^(-d|--domain)$/.test(arg))) return { stdout: '\n' }
    if (name === undefined) return { stdout: `${machine.hostname}\n` }
    if (user.uid !== 0)
      return { stderr: 'hostname: you must be root to change the host name\n', exitCode: 1 }
    machine.hostname = name
    return {}
  },
}

/** There is nothing to flush; a missing file is still an error. */
export const sync: ShellCommand = {
  name: 'sync',
  run: (args, { fs, cwd }) => {
    const missing = args.filter(
      (arg) => !arg.startsWith('-') && !fs.exists(arg.startsWith('/') ? arg : `${cwd}/${arg}`),
    )
    const stderr = missing
      .map((path) => `sync: error opening '${path}': No such file or directory\n`)
      .join('')
    return { stderr, exitCode: stderr === '' ? 0 : 1 }
  },
}

/** A session over SSH without a terminal. */
export const stty: ShellCommand = {
  name: 'stty',
  run: () => ({ stderr: "stty: 'standard input': Inappropriate ioctl for device\n", exitCode: 1 }),
}

export const tty: ShellCommand = {
  name: 'tty',
  run: () => ({ stdout: 'not a tty\n', exitCode: 1 }),
}
