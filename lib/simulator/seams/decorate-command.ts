import type { Machine } from '../machine/machine'
import type { CommandOutput, ShellCommand, ShellContext } from '../machine/types'

/** What a command does instead; `original` runs it as it was, with these or other arguments. */
export type CommandWrap = (
  args: readonly string[],
  context: ShellContext,
  original: (args: readonly string[]) => Promise<CommandOutput>,
) => CommandOutput | Promise<CommandOutput>

/** Puts something around a command of one machine; the answer ends it. Throws where the machine has no such command. */
export function decorateCommand(machine: Machine, name: string, wrap: CommandWrap): () => void {
  const before = machine.command(name)
  if (!before) throw new Error(`The simulated ${machine.hostname} has no command ${name}.`)
  let on = true
  const decorated: ShellCommand = {
    ...before,
    readStdin: before.readStdin?.bind(before),
    run(args, context) {
      const original = async (given: readonly string[]): Promise<CommandOutput> =>
        before.run(given, context)
      return on ? wrap(args, context, original) : original(args)
    },
  } as ShellCommand
  machine.install(decorated)
  return () => {
    on = false
    if (machine.command(name) === decorated) machine.install(before)
  }
}
