import { bundledCommands } from './bash'
import type { ShellCommand } from './types'

const bundled: readonly ShellCommand[] = bundledCommands().map((name) => ({
  name,
  run: (args, { original }) => original(args),
}))

/** What every machine has installed. */
export const standardCommands: readonly ShellCommand[] = [...bundled]
