import type { CommandContext, CommandOutput, SimulatedCommand } from './types'

type Run = (
  args: readonly string[],
  context: CommandContext,
) => CommandOutput | Promise<CommandOutput>

/** A command whose program is taken into memory with its first call. */
export const lazily = (
  name: string,
  load: () => Run,
  more: Pick<SimulatedCommand, 'path' | 'readStdin'> = {},
): SimulatedCommand => ({
  name,
  ...more,
  run: (args, context) => load()(args, context),
})
