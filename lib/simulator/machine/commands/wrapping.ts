import { singleQuoted } from '../../shell/words/quoting'
import { answerUsage, parseOptions, UsageError } from './options'
import type { Tool } from './tool'

/** Runs what it is given: how it buffers and what comes first of its reading and computing is nothing here. */
const wrapper =
  (name: string, values: string, flags: string, long: Readonly<Record<string, string>>): Tool =>
  (args, context) =>
    answerUsage(async () => {
      const { operands, has } = parseOptions(name, args, { values, flags, long, untilOperand: true })
      if (operands.length === 0) throw new UsageError(name, 'missing operand')
      if (name === 'stdbuf' && !['i', 'o', 'e'].some(has))
        return {
          stderr: `stdbuf: you must specify a buffering mode option\nTry 'stdbuf --help' for more information.\n`,
          exitCode: 125,
        }
      return context.shell.launch(operands, {
        told: (command) => `${name}: failed to run command ‘${command}’`,
      })
    }) // prettier-ignore

export const stdbuf = wrapper('stdbuf', 'ioe', '', { input: 'i', output: 'o', error: 'e' })
export const ionice = wrapper('ionice', 'cn', 't', { class: 'c', classdata: 'n', ignore: 't' })

/** The program of that name, as `sudo`, `xargs` and `find -exec` run it: as the shell's own. */
const tested =
  (name: string): Tool =>
  async (args, { sh }) => {
    const { stdout, stderr, exitCode } = await sh([name, ...args.map(singleQuoted)].join(' '))
    return { stdout, stderr: stderr.replace(/^.*?: line \d+: /, ''), exitCode }
  }

export const test = tested('test')
export const bracket = tested('[')
