import { refusedWrite } from '../../shell/refused-write'
import { bytesOf } from '../../shell/text'
import { inLocaleOf } from '../process/locale'
import type { CommandOutput, ShellCommand, ShellContext } from '../types'

export interface ToolOutput {
  readonly stdout?: string | Buffer
  readonly stderr?: string
  readonly exitCode?: number
}

/** What a text tool does; it asks for its input when it wants it. */
export type Tool = (
  args: readonly string[],
  context: ShellContext,
) => ToolOutput | Promise<ToolOutput>

/** A text tool, whose code is loaded when it is first run: few of them ever are. */
export const tool = (name: string, load: () => Tool): ShellCommand => ({
  name,
  readStdin: () => false,
  async run(args, context) {
    const run = load()
    return delivered(name, await run(args, context), context)
  },
})

/** As stdio has it: what is printed waits in a buffer until the end, what is wrong is told at once. */
const delivered = (
  name: string,
  { stdout = '', stderr = '', exitCode = 0 }: ToolOutput,
  context: ShellContext,
): CommandOutput => {
  tell(stderr, context)
  const out = context.openFile(1)
  const reason = refusedWrite(() =>
    out?.write(typeof stdout === 'string' ? bytesOf(stdout) : stdout),
  )
  if (reason === undefined) return { exitCode }
  tell(`${name}: write error: ${reason}\n`, context)
  return { exitCode: 1 }
}

/** Says on stderr what is wrong, before the tool has ended. */
export const tell = (text: string, context: ShellContext): void => {
  if (text !== '') context.openFile(2)?.write(bytesOf(inLocaleOf(context.env, text)))
}
