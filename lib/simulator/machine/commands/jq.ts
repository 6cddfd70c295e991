import type { ExecResult, ShellCommand, ShellContext } from '../types'
import { absolute } from '../../file-system/paths'

/** just-bash's jq, called and answering as Debian's 1.6 does where the two differ. */
export const jq: ShellCommand = {
  name: 'jq',
  run: async (args, context) => {
    if (args.includes('--version') || args.includes('-V')) return { stdout: 'jq-1.6\n' }
    const { given, joins } = asItTakesThem(args, context)
    const { stdout, stderr, exitCode } = await context.original('jq', given)
    const told = inOwnWords({ stdout, stderr, exitCode })
    return joins ? { ...told, stdout: stdout.replace(/\n/g, '') } : told
  },
}

/** `-j` is `-r` with nothing between the results; `-f FILE` has the program. */
const asItTakesThem = (
  args: readonly string[],
  { fs, cwd }: ShellContext,
): { given: string[]; joins: boolean } => {
  const given: string[] = []
  let joins = false
  for (let index = 0; index < args.length; index++) {
    const arg = args[index] ?? ''
    if (arg === '-f' || arg === '--from-file')
      given.push(fs.readText(absolute(cwd, args[++index] ?? '')).trim())
    else if (/^-[a-zA-Z]*j[a-zA-Z]*$/.test(arg) || arg === '--join-output') {
      joins = true
      given.push(arg === '--join-output' ? '-r' : arg.replace('j', 'r'))
    } else given.push(withNames(arg))
  }
  return { given, joins }
}

/** `{$x}` is `{x: $x}`. */
const withNames = (program: string): string =>
  program.replace(/([{,]\s*)\$([A-Za-z_]\w*)(?=\s*[,}])/g, '$1$2: $$$2')

const inOwnWords = ({ stdout, stderr, exitCode }: ExecResult): ExecResult => {
  const [, what] = /^jq: parse error: (Cannot .*)$/m.exec(stderr) ?? []
  if (what !== undefined)
    return { stdout, stderr: `jq: error (at <stdin>:1): ${what}\n`, exitCode: 5 }
  const [, unfinished] = /^jq: parse error: (Unexpected end of JSON.*)$/m.exec(stderr) ?? []
  if (unfinished !== undefined)
    return {
      stdout,
      stderr: 'parse error: Unfinished JSON term at EOF at line 2, column 0\n',
      exitCode: 4,
    }
  if (/^jq: parse error: (Invalid JSON|Expected .* in JSON)/m.test(stderr))
    return {
      stdout,
      stderr: 'parse error: Invalid numeric literal at line 1, column 0\n',
      exitCode: 4,
    }
  const [, name] = /^jq: error: Unknown function: (\w+)/m.exec(stderr) ?? []
  if (name !== undefined)
    return {
      stdout,
      stderr: `jq: error: ${name}/0 is not defined at <top-level>, line 1:\n${name}\njq: 1 compile error\n`,
      exitCode: 3,
    }
  return { stdout, stderr, exitCode }
}
