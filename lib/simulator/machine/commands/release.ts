import type { ShellCommand } from '../types'
import { answerUsage, parseOptions } from './options'

/** `lsb_release [-a|-idrc] [-s]`, from /etc/os-release. */
export const lsbRelease: ShellCommand = {
  name: 'lsb_release',
  run: (args, { machine }) =>
    answerUsage(() => {
      const options = parseOptions('lsb_release', args, {
        flags: 'aidrcsv',
        long: {
          all: 'a', id: 'i', description: 'd', release: 'r', codename: 'c', short: 's', version: 'v',
        },
      }) // prettier-ignore
      const text = machine.fs.readText('/etc/os-release')
      const fact = (name: string): string =>
        new RegExp(`^${name}="?([^"\n]*)"?$`, 'm').exec(text)?.[1] ?? 'n/a'
      const facts = [
        ['i', 'Distributor ID', fact('NAME').split(' ')[0] ?? ''],
        ['d', 'Description', fact('PRETTY_NAME')],
        ['r', 'Release', fact('VERSION_ID')],
        ['c', 'Codename', fact('VERSION_CODENAME')],
      ] as const
      const shown = facts.filter(([letter]) => options.has('a') || options.has(letter))
      const isShort = options.has('s')
      return {
        stdout: shown
          .map(([, title, value]) => `${isShort ? value : `${title}:\t${value}`}\n`)
          .join(''),
        // Debian's has no modules to tell of.
        stderr: shown.length === 0 || options.has('a') || options.has('v') ? 'No LSB modules are available.\n' : '',
      }
    }),
} // prettier-ignore
